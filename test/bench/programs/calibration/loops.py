total = 0
n = 0
while n < 100000:
    n += 1
    if n % 3 == 0:
        total += n * 2
    else:
        total -= 1
for i in range(100000):
    total ^= i & 255
print(total)
