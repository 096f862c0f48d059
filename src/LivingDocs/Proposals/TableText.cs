namespace LivingDocs.Proposals;

/// <summary>Changes a cell of a table in the text of a feature file.</summary>
internal static class TableText
{
    /// <summary>
    /// Writes into a cell and leaves everything else as it is. Only if it does not fit the column becomes wider, in each row of the table.
    /// </summary>
    /// <param name="lines">Of the file; they are changed.</param>
    /// <param name="table">The numbers of the lines of the table, counting from 1.</param>
    /// <param name="line">The number of the cell's line.</param>
    /// <param name="column">The cell's, counting from 0.</param>
    /// <param name="text">What becomes of it.</param>
    public static void Write(string[] lines, IReadOnlyList<int> table, int line, int column, string text)
    {
        var missing = Width(text, Content(lines[line - 1], column)) - Content(lines[line - 1], column).Length;
        foreach (var row in missing > 0 ? table : [line])
        {
            var cell = Content(lines[row - 1], column);
            var padded = Padded(cell, row == line ? text : cell.Trim(), cell.Length + Math.Max(missing, 0));
            lines[row - 1] = Replaced(lines[row - 1], column, padded);
        }
    }

    private static int Width(string text, string cell) => text.Length + (2 * Margin(cell));

    private static int Margin(string cell) => cell.StartsWith(' ') ? 1 : 0;

    // To the side on which the cell already stood.
    private static string Padded(string cell, string text, int length)
    {
        var margin = new string(' ', Margin(cell));
        return cell.StartsWith("  ", StringComparison.Ordinal) && !cell.EndsWith("  ", StringComparison.Ordinal)
            ? (text + margin).PadLeft(length)
            : (margin + text).PadRight(length);
    }

    private static string Replaced(string line, int column, string with)
    {
        var (start, length) = Cell(line, column);
        return string.Concat(line.AsSpan(0, start), with, line.AsSpan(start + length));
    }

    private static string Content(string line, int column)
    {
        var (start, length) = Cell(line, column);
        return line.Substring(start, length);
    }

    // What lies between two bars that are not escaped.
    private static (int Start, int Length) Cell(string line, int column)
    {
        int[] bars = [.. Bars(line)];
        return (bars[column] + 1, bars[column + 1] - bars[column] - 1);
    }

    private static IEnumerable<int> Bars(string line)
    {
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '|')
            {
                yield return i;
            }
            else if (line[i] == '\\')
            {
                i++;
            }
        }
    }
}
