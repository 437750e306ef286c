from math import exp, log, sqrt

from figures import chapter

c = chapter("src/guide/driving-and-depth.md")

# The batch of correlated rows
batch, group, rho = 1_024, 25, 0.5
divisor = 1 + (group - 1) * rho
effective = batch / divisor
c.says("a batch of 1,024 with the 25 rows of each of 41 pages", batch, group, batch / group)
c.says("The divisor is 13, so the batch is worth 79 rows", divisor, effective)
c.says("a standard deviation of 0.11, where 1,024 independent rows would give 0.03",
       1 / sqrt(effective), batch, 1 / sqrt(batch))
workers = 64
c.says("On 64 workers the example has 2,621 of them", workers, workers * batch / group)
c.says("the batch is worth 5,041 rows, and the deviation falls to 0.014",
       workers * effective, 1 / sqrt(workers * effective))

# Moving averages
decay = 0.99
half = log(0.5) / log(decay)
c.says("With a decay of 0.99 half of the average's weight lies in the last 69 steps", decay, half)

# A shifted logit
def shifted(p, by):
    odds = p / (1 - p) * exp(by)
    return odds / (1 + odds)

weight = 0.4
c.says("off by 0.25 and reaches the logit with a weight of 0.4 moves it by 0.1, and then a 1% click probability becomes 1.10%",
       0.25, weight, 0.25 * weight, 0.01, shifted(0.01, 0.25 * weight))
c.says("move it by 0.5, and it becomes 1.64%", 0.5, shifted(0.01, 0.5))
c.says("10% or 64% too high", shifted(0.01, 0.1) / 0.01 - 1, shifted(0.01, 0.5) / 0.01 - 1)

# The backward factor of batch norm
factor = lambda variance, epsilon: 1 / sqrt(variance + epsilon)
c.says("the factor is 302.", factor(1e-6, 1e-5))
c.says("and it is 32.", factor(1e-6, 1e-3))

# The exercise
w = 0.1
c.says("a base rate of 1% becomes 9.17% in training", 0.01, 0.01 / (0.01 + 0.99 * w))
c.says(r"$\ln w = -2.303$", log(w))
c.says("A score of 0.5 is 9.1%", 0.5, 0.5 / (0.5 + 0.5 / w))
c.says("would say 5%", 0.5 * w)
c.says("9.2 times too high", 0.01 / (0.01 + 0.99 * w) / 0.01)
