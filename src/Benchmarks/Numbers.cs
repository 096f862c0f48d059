using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Benchmarks;

/// <summary>Options that take numbers, each with its range.</summary>
internal static class Numbers
{
    public static Option<int> One(string name, string description, int usual, int least, int most)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => usual };
        option.CustomParser = given => Read(given, name, given.Tokens[0].Value, least, most) ?? 0;
        return option;
    }

    /// <summary>Several, with commas between them, each once.</summary>
    public static Option<IReadOnlyList<int>> Several(string name, string description, IReadOnlyList<int> usual, int least, int most)
    {
        var option = new Option<IReadOnlyList<int>>(name) { Description = description, HelpName = "N,…", DefaultValueFactory = _ => usual };
        option.CustomParser = given =>
        {
            List<int> numbers = [];
            foreach (var text in given.Tokens[0].Value.Split(','))
            {
                if (Read(given, name, text, least, most) is not { } number)
                {
                    return [];
                }

                numbers.Add(number);
            }

            return [.. numbers.Distinct()];
        };
        return option;
    }

    private static int? Read(ArgumentResult given, string name, string text, int least, int most)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        given.AddError($"{name} is '{text}'; it must be a whole number from {least} to {most}.");
        return null;
    }
}
