"""How often one caller may ask: counted by each serving process for itself."""

from dataclasses import dataclass
from hashlib import sha256

from django.core.cache import cache


@dataclass(frozen=True)
class Limit:
    """``times`` within ``seconds`` of the first of them."""

    name: str
    times: int
    seconds: int

    def is_reached(self, caller: str) -> bool:
        return cache.get(self._key(caller), 0) >= self.times

    def count(self, caller: str) -> None:
        key = self._key(caller)
        if not cache.add(key, 1, self.seconds):
            try:
                cache.incr(key)
            except ValueError:  # it ran out in between
                cache.set(key, 1, self.seconds)

    def _key(self, caller: str) -> str:
        return f"limit-{self.name}-{sha256(caller.encode()).hexdigest()}"
