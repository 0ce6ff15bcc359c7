"""One line of what `scribe doctor` and `scribe install-service` say."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    part: str
    ok: bool
    text: str
    hint: str = ""
    needed: bool = True
    """False: Scribe works without it as it is configured."""

    def __str__(self) -> str:
        mark = "ok" if self.ok else "!!" if self.needed else "--"
        step = f" -> {self.hint}" if self.hint else ""
        return f"{mark}  {self.part:12} {self.text}{step}"
