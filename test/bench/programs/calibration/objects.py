class Account:
    def __init__(self, owner):
        self.owner = owner
        self.balance = 0
        self.history = []

    def deposit(self, amount):
        self.balance += amount
        self.history.append(amount)
        return self

    def total(self):
        return sum(self.history)


accounts = [Account(name) for name in ("ann", "bob", "cy")]
for round_ in range(12000):
    for account in accounts:
        account.deposit(round_ % 7)
print([account.total() for account in accounts])
