"""The harness itself must notice a wrong number: python3 -m unittest discover tests/figures"""

import unittest

from figures import Chapter


def on(text):
    chapter = Chapter.__new__(Chapter)
    chapter.text, chapter.checked, chapter.failures = text, 0, []
    return chapter


class Figures(unittest.TestCase):
    def test_accepts_a_number_rounded_to_the_digits_shown(self):
        c = on("about 1,929 a second, 48%, 0.5 PB and −3.2 points, p99 of 13.5k")
        c.says("1,929 a second, 48%, 0.5 PB and −3.2 points, p99 of 13.5k",
               1929.01, 0.4833, 0.46e15, -3.21, 13_503)
        self.assertEqual(c.failures, [])

    def test_reports_a_number_off_by_one_in_the_last_digit(self):
        c = on("1,929 a second")
        c.says("1,929 a second", 1930.2)
        self.assertEqual(len(c.failures), 1)

    def test_reports_words_that_left_the_chapter(self):
        c = on("1,929 a second")
        c.says("1,929 per second", 1929)
        self.assertIn("not in the chapter", c.failures[0])

    def test_reports_a_number_without_a_value(self):
        c = on("7 of 9")
        c.says("7 of 9", 7)
        self.assertIn("holds 2 numbers", c.failures[0])

    def test_a_rounded_zero_is_not_a_licence(self):
        c = on("40k at peak")
        c.says("40k at peak", 43_000)
        self.assertEqual(len(c.failures), 1)


if __name__ == "__main__":
    unittest.main()
