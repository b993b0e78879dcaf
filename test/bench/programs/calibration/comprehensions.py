rows = [[i * j for j in range(100)] for i in range(100)]
flat = [value for row in rows for value in row if value % 2]
squares = {n: n * n for n in range(20000)}
evens = {n for n in range(20000) if n % 2 == 0}
print(len(flat), sum(squares.values()), len(evens), sum(n for n in range(20000)))
