def step(x, v, dt):
    a = -4.0 * x - 0.1 * v
    return x + v * dt + 0.5 * a * dt * dt, v + a * dt


x, v = 1.0, 0.0
for _ in range(40000):
    x, v = step(x, v, 0.001)
print(round(x, 6))
