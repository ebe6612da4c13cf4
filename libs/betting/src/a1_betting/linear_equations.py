"""A few linear equations, solved by elimination with the largest pivot."""

from collections.abc import Sequence


def solve(matrix: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    """Return x of matrix · x = right. An unknown without a pivot of its own is 0."""
    count = len(right)
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for column in range(count):
        best = max(range(column, count), key=lambda row: abs(rows[row][column]))
        rows[column], rows[best] = rows[best], rows[column]
        pivot = rows[column]
        if pivot[column] == 0:
            continue
        for row in rows[column + 1 :]:
            factor = row[column] / pivot[column]
            for place in range(column, count + 1):
                row[place] -= factor * pivot[place]
    found = [0.0] * count
    for column in reversed(range(count)):
        row = rows[column]
        known = sum(row[place] * found[place] for place in range(column + 1, count))
        found[column] = (row[count] - known) / row[column] if row[column] else 0.0
    return found
