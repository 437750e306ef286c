"""The harness itself must notice a wrong number: python3 -m unittest discover tests/figures"""

import unittest

from figures import PLOT, Chapter


def on(text):
    chapter = Chapter.__new__(Chapter)
    chapter.text, chapter.checked, chapter.failures = text, 0, []
    chapter.plots = PLOT.findall(text)
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

    def test_holds_the_rows_of_a_plot(self):
        plot = "```plot\ntitle: Stages\nbar\nstage, time\nretrieve, 0..30\n| rank | 30..90 |\nmark y = 120\n```\n"
        rows = [("retrieve", 0, 30), ("rank", 30, 90)]
        c = on(plot)
        c.draws("Stages", "bar", rows)
        self.assertEqual((c.failures, c.checked), ([], 4))
        c.draws("Stages", "bar", [("retrieve", 0, 33), ("rank", 33, 90)])
        self.assertEqual(len(c.failures), 2)
        for other in [rows[:1], [("read", 0, 30), rows[1]]]:
            c = on(plot)
            c.draws("Stages", "bar", other)
            self.assertEqual(len(c.failures), 1)
        c = on(plot)
        c.draws("Stages", "line", rows)
        self.assertIn("no plot", c.failures[0])


if __name__ == "__main__":
    unittest.main()
