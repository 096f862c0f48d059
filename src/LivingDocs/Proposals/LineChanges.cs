using System.Globalization;
using System.Text;

namespace LivingDocs.Proposals;

/// <summary>Changes of lines of a file, as <c>git apply</c> takes them. No line is added or removed.</summary>
internal static class LineChanges
{
    private const int Context = 3;

    /// <summary>
    /// A unified diff in which each hunk has a header of its own, for only before that there may be remarks. Empty if nothing changed.
    /// </summary>
    /// <param name="path">Of the file, from where the diff is to be applied, with slashes.</param>
    /// <param name="before">Its text, split at line feeds.</param>
    /// <param name="after">The same number of lines.</param>
    /// <param name="remarks">By line, counting from 1.</param>
    public static string Diff(string path, string[] before, string[] after, ILookup<int, string> remarks)
    {
        var diff = new StringBuilder();
        foreach (var (first, last) in Hunks(before, after))
        {
            // After the last line feed there is no line any more, unless the file lacks its last one.
            var (start, end) = (Math.Max(0, first - Context), Math.Min(before.Length - (before[^1].Length == 0 ? 1 : 0), last + Context + 1));
            for (var i = start; i < end; i++)
            {
                diff.AppendJoin("", remarks[i + 1].Select(remark => $"# {remark}\n"));
            }

            diff.Append(CultureInfo.InvariantCulture, $"--- a/{path}\n+++ b/{path}\n@@ -{start + 1},{end - start} +{start + 1},{end - start} @@\n");
            for (var i = start; i < end;)
            {
                var same = i;
                while (same < end && before[same] != after[same])
                {
                    same++;
                }

                Append(diff, '-', before, i, same);
                Append(diff, '+', after, i, same);
                Append(diff, ' ', before, same, Math.Min(same + 1, end));
                i = same + 1;
            }
        }

        return diff.ToString();
    }

    // Changes whose contexts touch are one hunk.
    private static List<(int First, int Last)> Hunks(string[] before, string[] after)
    {
        var hunks = new List<(int First, int Last)>();
        foreach (var line in Enumerable.Range(0, before.Length).Where(i => before[i] != after[i]))
        {
            if (hunks.Count > 0 && line - hunks[^1].Last <= 2 * Context + 1)
            {
                hunks[^1] = (hunks[^1].First, line);
            }
            else
            {
                hunks.Add((line, line));
            }
        }

        return hunks;
    }

    private static void Append(StringBuilder diff, char sign, string[] lines, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            diff.Append(sign).Append(lines[i]).Append('\n').Append(i == lines.Length - 1 ? "\\ No newline at end of file\n" : "");
        }
    }
}
