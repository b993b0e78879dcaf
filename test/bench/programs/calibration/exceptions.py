def parse(text):
    try:
        return int(text)
    except ValueError:
        return -1


def check(n):
    if n % 3 == 0:
        raise KeyError(n)
    return n


found = 0
for i in range(8000):
    try:
        found += check(i)
    except KeyError:
        found += parse("x")
    finally:
        found += 1
print(found)
