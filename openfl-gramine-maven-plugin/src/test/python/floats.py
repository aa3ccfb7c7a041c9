"""For PythonFloatTest in Java: prints each power of two that a double holds, and its neighbours, exactly and as repr has it."""

from math import inf, nextafter

for exponent in range(-1074, 1024):
    power = 2.0**exponent
    for number in (nextafter(power, 0), power, nextafter(power, inf)):
        print(number.hex(), repr(number))
