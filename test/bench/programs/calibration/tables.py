table = {}
order = []
for i in range(40000):
    key = (i * 7919) % 1009
    if key in table:
        table[key].append(i)
    else:
        table[key] = [i]
        order.append(key)
pairs = sorted(((len(values), key) for key, values in table.items()), reverse=True)
queue = list(range(1000))
while len(queue) > 1:
    first = queue.pop()
    second = queue.pop()
    queue.insert(0, max(first, second))
print(pairs[:2], queue, len(order))
