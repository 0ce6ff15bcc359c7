"""A line or two over time as an SVG picture, for a page of the documentation."""

from collections.abc import Mapping, Sequence

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760, 240, 60, 20, 34, 36
COLOURS = ("#1f6f8b", "#b4561f")
TICKS = 5

Points = Sequence[tuple[float, float]]


def svg(title: str, across: str, lines: Mapping[str, Points]) -> str:
    """`lines`: name to points (x, y) on the same axes, which begin at 0."""
    points = [point for line in lines.values() for point in line]
    most_x, most_y = (max((point[at] for point in points), default=0.0) * 1.05 or 1.0 for at in (0, 1))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
        f'font-size="12"><rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        _text(LEFT, 20, title, weight="600"),
        _text(WIDTH - RIGHT, HEIGHT - 6, across, anchor="end"),
    ]
    for tick in range(TICKS + 1):
        x, y = _at(most_x * tick / TICKS, most_y * tick / TICKS, most_x, most_y)
        parts.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#dddddd"/>')
        parts.append(_text(LEFT - 6, y + 4, _number(most_y * tick / TICKS), anchor="end"))
        parts.append(_text(x, HEIGHT - BOTTOM + 16, _number(most_x * tick / TICKS), anchor="middle"))
    for place, (name, line) in enumerate(lines.items()):
        colour = COLOURS[place % len(COLOURS)]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in (_at(*point, most_x, most_y) for point in line))
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
        parts.append(_text(WIDTH - RIGHT - 150 * place, 20, name, anchor="end", colour=colour))
    return "\n".join([*parts, "</svg>\n"])


def _at(x: float, y: float, most_x: float, most_y: float) -> tuple[float, float]:
    across, up = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    return LEFT + across * x / most_x, HEIGHT - BOTTOM - up * y / most_y


def _text(x: float, y: float, text: str, *, anchor: str = "start", weight: str = "400", colour: str = "#333333") -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-weight="{weight}" fill="{colour}"'
    return f"<text {place}>{text}</text>"


def _number(value: float) -> str:
    return f"{value:.0f}" if value >= 10 or value == round(value) else f"{value:.1f}"
