"""What can be asked: a store of pyoxigraph, or an endpoint that answers as one does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

if TYPE_CHECKING:
    from diplograph.query.remote import Endpoint

    Asked = ox.Store | Endpoint
