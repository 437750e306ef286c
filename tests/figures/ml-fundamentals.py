"""Numbers of src/drills/ml-fundamentals.md that its estimates do not say: derivatives, distributions, sums of one line."""

import math

from figures import chapter

c = chapter("src/drills/ml-fundamentals.md")


def sigmoid(z):
    return 1 / (1 + math.exp(-z))


def slope(z):
    return sigmoid(z) * (1 - sigmoid(z))


def logit(p):
    return math.log(p / (1 - p))


def normal_cdf(z):
    return 0.5 * math.erfc(-z / math.sqrt(2))


# ReLU and sigmoid
assert 0.9e-6 < slope(0) ** 10 < 1.1e-6 and 0.9e-6 < 0.5**20 < 1.1e-6  # "a millionth", twice
c.says("The sigmoid's is 0.25 at zero and below 0.01 at 5 on either side", slope(0), 0.01, 5)
assert slope(5) < 0.01
c.draws("What a unit passes back", 'step "ReLU"', [(-5, 0), (0, 1), (5, 1)])


def gelu_slope(z):
    return normal_cdf(z) + z * math.exp(-z * z / 2) / math.sqrt(2 * math.pi)


c.says("GELU's passes 0.5 at zero, is 1.08 at 1, and dips below zero left of −0.75, to −0.13 at −1.4.",
       gelu_slope(0), gelu_slope(1), 1, -0.75, gelu_slope(-1.4), -1.4)
assert gelu_slope(-0.76) < 0 < gelu_slope(-0.75)
z = -5
p = sigmoid(z)
c.says("at $z = -5$, log loss pushes with −0.993 and squared error with −0.0066, 150 times less",
       z, p - 1, (p - 1) * slope(z), 1 / slope(z))
c.says("log loss charges 6.9 for a single positive predicted at 0.1%", -math.log(0.001), 0.001)

# L1 and L2
lam = 0.5


def soft(a):
    return math.copysign(max(abs(a) - lam, 0), a)


c.says("$a = 0.3$ becomes 0 under L1 and 0.2 under L2; $a = 2$ becomes 1.5 and 1.33",
       0.3, soft(0.3), 0.3 / (1 + lam), 2, soft(2), 2 / (1 + lam))
decay, w = 0.01, 1
c.says("the pull is 0.001 where the gradient's root mean square is 10, and 0.1 where it is 0.1",
       decay * w / 10, 10, decay * w / 0.1, 0.1)
ctr = 0.01
c.says("at a 1% rate it is about −4.6", ctr, logit(ctr))

# CPU and GPU
d = 4096


def intensity(rows):
    return 2 * rows * d**2 / (2 * (d**2 + 2 * rows * d))


c.says("At width 4,096 it is 1 at batch 1, 31.5 at 32, 228 at 256 and 683 at 1,024", d, intensity(1), 1, intensity(32), 32,
       intensity(256), 256, intensity(1024), 1024)
flops, bandwidth = 1000e12, 3.35e12
ridge = flops / bandwidth
c.says("passes the card's 299 at a batch of 350", ridge, ridge * d / (d - 2 * ridge))
assert 256 / 2 == 128 < ridge  # what Bd / (d + 2B) tends to: "flattens below 128"
c.says("a card busy 20% of the time costs five times", 0.2)
assert 1 / 0.2 == 5

# Convexity
h = 1e-4


def curvature(f, at):
    return (f(at + h) - 2 * f(at) + f(at - h)) / h**2


def squared(at):
    return (1 - sigmoid(at)) ** 2


def log_loss(at):
    return math.log1p(math.exp(-at))


c.says("second derivative −0.074 in the logit at $z = -3$ and +0.125 at zero",
       curvature(squared, -3), -3, curvature(squared, 0))
c.says("log loss has +0.045 and +0.25", curvature(log_loss, -3), curvature(log_loss, 0))


def steps(kappa, epsilon=1e-3):
    return kappa / 2 * math.log(1 / epsilon)


c.says(r"345 steps at $\kappa = 100$ and 3.5 million at $\kappa = 10^6$",
       steps(100), 100, steps(1e6), 10, 6)
directions = 100
c.says(r"$2^{-100} \approx 8 \times 10^{-31}$", 2, -directions, 0.5**directions / 1e-31, 10, -31)
c.says(r"$\sqrt{5}$, 2.2 times", 5, math.sqrt(5))

# Transformers
width = 64
raw_gap, scaled_gap = math.sqrt(width), math.sqrt(width) / math.sqrt(width)
c.says("At $d = 64$ its standard deviation is 8", width, math.sqrt(width))
c.says("the gap is 8, the better key gets 99.97% of the weight, and the slope $p(1-p)$ is 0.0003",
       raw_gap, sigmoid(raw_gap), 1, slope(raw_gap))
c.says("the gap is 1, the split is 73% to 27%, and the slope is 0.197: about 590 times",
       scaled_gap, sigmoid(scaled_gap), 1 - sigmoid(scaled_gap), slope(scaled_gap),
       slope(scaled_gap) / slope(raw_gap))
most = math.exp(1 - (-1))
c.says("among 1,000 keys the best gets at most 0.73%", 1000, most / (most + 999))

# Normalisation
row = (0.3, 0.7, 12, 1_000_000)
centre = sum(row) / len(row)
spread = math.sqrt(sum((v - centre) ** 2 for v in row) / len(row))
normed = [(v - centre) / spread for v in row]
c.says("The row (0.3, 0.7, 12, 1,000,000) becomes −0.577 three times and 1.732", *row, normed[0], normed[3])
assert all(round(v, 3) == round(normed[0], 3) for v in normed[:3])
for b, shown in ((0.9, "| 0.9 | 6.6 | 9 | 22.9% |"), (0.99, "| 0.99 | 69 | 99 | 7.1% |"),
                 (0.999, "| 0.999 | 693 | 999 | 2.2% |")):
    c.says(shown, b, math.log(0.5) / math.log(b), b / (1 - b), math.sqrt((1 - b) / (1 + b)))
c.says("$b = 0.9$, and ten updates absorb 65% of a jump", 1 - 0.1, 1 - 0.9**10)
c.says(r"$0.1/\sqrt{0.001} = 3.2$ times too long",
       1 - 0.9, 1 - 0.999, (1 - 0.9) / math.sqrt(1 - 0.999))
norm = math.hypot(3, 4)
c.says("$(3,4)$ with $c = 1$ becomes $(0.6, 0.8)$", 3, 4, 1, 3 / norm, 4 / norm)
c.says("a rate of 0.1% is absent from 77% of batches of 256", 0.001, (1 - 0.001) ** 256, 256)
once = 1 / 256
alone = (1 - once) / math.sqrt(once * (1 - once))
c.says("it enters at 16 standard deviations, so that one row makes nearly all of its weight's gradient, 16 times what the raw",
       alone, alone)
assert once < 0.01 and alone**2 / 256 > 0.99  # its share of the sum of squares
entries, size, jump = 1e6, 0.1, 10
before = math.sqrt(entries * size**2)
after = math.sqrt((entries - 1) * size**2 + jump**2)
c.says("A million gradient entries of 0.1 have norm 100. If one jumps to 10, a hundredfold, the norm rises to 100.5",
       size, before, jump, after)
assert round(after / before - 1, 3) == 0.005 and jump / size == 100
bound = 0.5
c.says("At a 1% click rate a positive pulls with 0.99 and each negative with 0.01", ctr, 1 - ctr, ctr)
c.says(r"from 1% to $0.01 \times 0.5/0.99$, a prediction of 0.51%",
       ctr, ctr, bound, 1 - ctr, ctr * bound / (1 - ctr))
c.says("starts with a gradient of 500", 500 - 0)
high = logit(1.2 * ctr) - logit(ctr)
c.says("At a 1% rate, 20% high is a shift of the logit by 0.184", ctr, 0.2, high)
c.says("if the 0.184 disappears", high)

# The two faults of its plot: true logits of spread 0.8 around the middle that makes the rate 1%
spread, stretch, low, top = 0.8, 1.27, -8, -2


def average(of, middle):
    steps = [-8 + 16 * i / 4000 for i in range(4001)]
    weights = [math.exp(-v * v / 2) for v in steps]
    return sum(weight * of(middle + spread * v) for v, weight in zip(steps, weights)) / sum(weights)


for _ in range(60):
    middle = (low + top) / 2
    low, top = (low, middle) if average(sigmoid, middle) > ctr else (middle, top)
assert abs(middle + 4.906) < 0.001  # the constant of the plot's expression
assert abs(average(lambda z: sigmoid(middle + stretch * (z - middle)), middle) / ctr - 1.2) < 0.005
shifted = lambda said: said / sigmoid(logit(said) - high)
stretched = lambda said: said / sigmoid(middle + (logit(said) - middle) / stretch)
c.says("With a wrong mean the ratio is 1.20 at 0.1% and still 1.18 at 10%", shifted(0.001), 0.001, shifted(0.1), 0.1)
c.says("logits stretched by 27%, it is 0.65 at 0.1%, 1.07 at 1% and 1.70 at 10%", stretch - 1, stretched(0.001), 0.001,
       stretched(0.01), 0.01, stretched(0.1), 0.1)

# Logistic regression and trees
c.says("multiplied by 1,000 can multiply the condition number by $10^6$", 1000, 10, math.log10(1000**2))
c.says("AUC 0.7934 and a plain deep network 0.8140, a gain of 0.0206", 0.7934, 0.8140, 0.8140 - 0.7934)


def partitions(k):
    return 2 ** (k - 1) - 1


c.says(r"511 for $k = 10$ and $5.6 \times 10^{14}$ for $k = 50$",
       partitions(10), 10, partitions(50) / 1e14, 10, 14, 50)

# Two gradients on a shared trunk; the block beside it checks the rest
c.says("(3, 1) there and the second (−2, 1), a cosine of −0.71", 3, 1, -2, 1, -5 / (math.hypot(3, 1) * math.hypot(2, 1)))
