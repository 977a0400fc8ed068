"""Write the encoder's parts as ONNX files with 8-bit weights. See README.md.

usage: export.py WEIGHTS.safetensors[,MORE...] --minilm model.safetensors --vocabulary vocab.txt --out FOLDER [--float]
       [--names names.safetensors]
Several weights are averaged (passes of one run; not different seeds).
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from network import MARKS, WIDTH, Lower, NameTagger, Upper
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load_file
from torch import Tensor, nn


def packed(words: nn.Embedding) -> dict[str, np.ndarray]:
    """Word embeddings in 8 bits with a scale for each row."""
    scale = words.weight.detach().abs().amax(1, keepdim=True).clamp(min=1e-6) / 127
    return {"rows": (words.weight.detach() / scale).round().to(torch.int8).numpy(), "scale": scale.numpy()}


class Rest(nn.Module):
    """The lower half from word embeddings; with a tagger on it, the whole of the names' network."""

    def __init__(self, lower: Lower, tagger: NameTagger | None = None) -> None:
        super().__init__()
        self.lower, self.tagger = lower, tagger

    def forward(self, words: Tensor, features: Tensor) -> Tensor:
        low = self.lower.rest(words, features)
        return low if self.tagger is None else self.tagger(low, features)


def load(paths: list[Path], minilm: Path) -> tuple[Lower, Upper]:
    many = [load_file(p) for p in paths]
    weights = {k: torch.stack([w[k].float() for w in many]).mean(0) for k in many[0]}
    lower, upper = Lower(0.0), Upper(0.0)
    lower.words.weight.data.copy_(load_file(minilm)["embeddings.word_embeddings.weight"])
    missing = lower.load_state_dict(
        {k.removeprefix("lower."): v for k, v in weights.items() if k.startswith("lower.")}, strict=False
    )
    assert missing.missing_keys == ["words.weight"] and not missing.unexpected_keys, missing
    upper.load_state_dict({k.removeprefix("upper."): v for k, v in weights.items() if k.startswith("upper.")})
    return lower.eval(), upper.eval()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("weights", type=lambda text: [Path(p) for p in text.split(",")])
    options.add_argument("--minilm", type=Path, required=True)
    options.add_argument("--vocabulary", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--names", type=Path, help="weights of the branch for names (names/train.py)")
    options.add_argument("--float", action="store_true", help="keep 32-bit weights (90 MB), for comparison")
    a = options.parse_args()
    lower, upper = load(a.weights, a.minilm)
    a.out.mkdir(parents=True, exist_ok=True)
    np.savez(a.out / "encoder-words.npz", **packed(lower.words))
    words, features = torch.randn(1, 30, WIDTH), torch.zeros(1, 30, dtype=torch.long)
    jobs = {
        "lower": (Rest(lower), (words, features), ["words", "features"]),
        "upper": (upper, (torch.randn(1, 30, WIDTH), features, features % MARKS), ["lower", "features", "marks"]),
    }
    if a.names:
        weights = load_file(a.names)
        below, tagger = Lower(0.0), NameTagger(0.0)
        below.load_state_dict({k[6:]: v for k, v in weights.items() if k.startswith("lower.")}, strict=False)
        tagger.load_state_dict({k[6:]: v for k, v in weights.items() if k.startswith("names.")})
        jobs["names"] = (Rest(below, tagger).eval(), (words, features), ["words", "features"])
    with tempfile.TemporaryDirectory() as folder:
        for half, (module, inputs, names) in jobs.items():
            plain, final = Path(folder) / f"{half}.onnx", a.out / f"encoder-{half}.onnx"
            torch.onnx.export(
                module,
                inputs,
                str(plain),
                input_names=names,
                output_names=["out"],
                dynamic_axes={n: {1: "length"} for n in [*names, "out"]},
                opset_version=17,
                dynamo=False,
            )
            if a.float:
                shutil.copy(plain, final)
            else:
                # 7 of 8 bits: processors without VNNI would overflow otherwise, and results would differ between them.
                graph = onnx.load(plain)
                heads = [n.name for n in graph.graph.node if n.op_type == "MatMul" and "/heads" in n.name]
                quantize_dynamic(
                    plain,
                    final,
                    op_types_to_quantize=["MatMul"],
                    weight_type=QuantType.QInt8,
                    per_channel=True,
                    reduce_range=True,
                    nodes_to_exclude=heads,
                )
                graph = onnx.load(final)
                graph.producer_name, graph.producer_version = "diplograph", ""
                onnx.save(graph, final)
            print(final, final.stat().st_size)
    shutil.copy(a.vocabulary, a.out / "vocabulary.txt")


if __name__ == "__main__":
    main()
