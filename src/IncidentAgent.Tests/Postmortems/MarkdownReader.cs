namespace IncidentAgent.Tests.Postmortems;

/// <summary>Reads a document's blocks the way GitHub does, as far as the tests need it: fences, headings and table rows.</summary>
internal static class MarkdownReader
{
    /// <summary>The lines outside fenced blocks.</summary>
    public static IReadOnlyList<string> Prose(string markdown)
    {
        var prose = new List<string>();
        var fence = 0;
        foreach (var line in markdown.Split('\n'))
        {
            var ticks = Ticks(line, 0);
            var opens = fence == 0 && ticks >= 3 && !line.AsSpan(ticks).Contains('`');
            var closes = fence > 0 && ticks >= fence && line.AsSpan(ticks).IsWhiteSpace();
            if (fence == 0 && !opens)
            {
                prose.Add(line);
            }

            fence = opens ? ticks : closes ? 0 : fence;
        }

        fence.Should().Be(0, "every fence is closed");
        return prose;
    }

    public static IReadOnlyList<string> Headings(string markdown) =>
        [.. Prose(markdown).Where(line => line.TrimStart('#') is [' ', ..] && line[0] == '#' || line is ['=', ..] || line.StartsWith("---", StringComparison.Ordinal))];

    /// <summary>The number of cells of each table row: bars that no backslash precedes, less the one that opens the row.</summary>
    public static IReadOnlyList<int> Columns(string markdown) =>
        [.. Prose(markdown).Where(line => line is ['|', ..]).Select(line => WithoutEscapes(line).Count(c => c == '|') - 1)];

    /// <summary>The prose without code spans and without the addresses of links: what a browser could mistake for HTML.</summary>
    public static string Visible(string markdown)
    {
        var visible = new System.Text.StringBuilder();
        foreach (var line in Prose(markdown).Select(WithoutEscapes))
        {
            for (var i = 0; i < line.Length;)
            {
                i = line[i] == '`' ? AfterCode(line, i) : line.AsSpan(i).StartsWith("](<") ? line.IndexOf(">)", i, StringComparison.Ordinal) + 2 : i;
                if (i < line.Length)
                {
                    visible.Append(line[i++]);
                }
            }

            visible.Append('\n');
        }

        return visible.ToString();
    }

    private static int AfterCode(string line, int start)
    {
        var ticks = Ticks(line, start);
        for (var i = start + ticks; i < line.Length;)
        {
            var run = Ticks(line, i);
            if (run == ticks)
            {
                return i + run;
            }

            i += Math.Max(run, 1);
        }

        return start + ticks;
    }

    /// <summary>How many backticks follow each other from there on.</summary>
    private static int Ticks(string line, int from)
    {
        var others = line.AsSpan(from).IndexOfAnyExcept('`');
        return others < 0 ? line.Length - from : others;
    }

    private static string WithoutEscapes(string line)
    {
        var rest = new System.Text.StringBuilder();
        var inCode = 0;
        for (var i = 0; i < line.Length; i++)
        {
            var ticks = Ticks(line, i);
            if (ticks > 0)
            {
                inCode = inCode == 0 ? ticks : inCode == ticks ? 0 : inCode;
                rest.Append('`', ticks);
                i += ticks - 1;
            }
            else if (inCode == 0 && line[i] == '\\' && i + 1 < line.Length)
            {
                i++;
            }
            else
            {
                rest.Append(line[i]);
            }
        }

        return rest.ToString();
    }
}
