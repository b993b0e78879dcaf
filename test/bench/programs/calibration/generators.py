def numbers(n):
    for i in range(n):
        yield i


def odd(source):
    for value in source:
        if value % 2:
            yield value


total = 0
for value in odd(numbers(60000)):
    total += value
print(total, sum(odd(numbers(30000))))
