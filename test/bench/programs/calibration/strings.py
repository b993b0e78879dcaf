words = []
for i in range(12000):
    words.append(f"{i % 97:>4}-{i * 7 % 13}")
text = ",".join(words)
counts = {}
for word in text.split(","):
    key = word.strip().upper()
    counts[key] = counts.get(key, 0) + 1
print(len(counts), sorted(counts)[:3])
