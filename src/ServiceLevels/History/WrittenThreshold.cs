using System.Globalization;
using System.Text.RegularExpressions;
using ServiceLevels.Objectives;
using ServiceLevels.Reporting;

namespace ServiceLevels.History;

/// <summary>A threshold as it is written in a table, so that it can be written with another number.</summary>
internal sealed partial record WrittenThreshold
{
    private static readonly NumberFormatInfo Grouped = new() { NumberGroupSeparator = " ", NumberDecimalSeparator = "." };
    private static readonly (decimal Factor, string Symbol)[] ShortTimes = [(1, "s"), (0.001m, "ms"), (0.000_001m, "µs")];

    private readonly Bound _bound;
    private readonly decimal _number;
    private readonly string _relation;
    private readonly string _space;
    private readonly string _unit;

    private WrittenThreshold(Bound bound, decimal number, Match match) => (_bound, _number, _relation, _space, _unit) =
        (bound, number, match.Groups["relation"].Value, match.Groups["space"].Value, match.Groups["unit"].Value);

    /// <summary>Reads it; there is nothing to tighten in "= 0 %", nor in "&lt; 0 ms".</summary>
    public static bool TryParse(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out WrittenThreshold? threshold)
    {
        var match = Parts().Match(text.Trim());
        threshold = Bound.TryParse(text, out var bound) && bound.Relation is not Relation.Exactly
            && match.Success
            && decimal.Parse(match.Groups["number"].Value.Replace(" ", ""), CultureInfo.InvariantCulture) is > 0 and var number
            ? new WrittenThreshold(bound, number, match)
            : null;
        return threshold is not null;
    }

    /// <summary>
    /// With that limit instead, or the target if that is looser, rounded to two digits that matter to the side of the looser; <see langword="null"/>
    /// if that is no tighter.
    /// </summary>
    /// <param name="limit">In the unit of its quantity.</param>
    /// <param name="target">What it must not be tighter than.</param>
    public string? Tightened(double limit, Bound target)
    {
        var value = IsFromAbove ? Math.Max(limit, target.Value) : Math.Min(limit, target.Value);
        if (target.Quantity != _bound.Quantity || !double.IsFinite(value) || value <= 0 || !IsTighter(value, _bound.Value))
        {
            return null;
        }

        var (factor, unit) = UnitFor(value);
        var exact = (decimal)value / factor;
        var number = value == target.Value ? exact : Rounded(exact);
        return IsTighter((double)(number * factor), _bound.Value) ? $"{_relation}{InDigits(number)}{_space}{unit}" : null;
    }

    /// <summary>A figure of that quantity.</summary>
    public string InWords(double figure) => Figure.InWords(figure, _bound.Quantity);

    private bool IsFromAbove => _bound.Relation is Relation.Below or Relation.AtMost;

    private decimal OwnFactor => (decimal)_bound.Value / _number;

    private bool IsTighter(double value, double than) => IsFromAbove ? value < than : value > than;

    // Its own unit, unless that makes a time a fraction: "< 2 s" becomes "< 350 ms".
    private (decimal Factor, string Unit) UnitFor(double value) => _bound.Quantity is Quantity.Time && (decimal)value < OwnFactor
        ? ShortTimes.FirstOrDefault(unit => (decimal)value >= unit.Factor, ShortTimes[^1])
        : (OwnFactor, _unit);

    private decimal Rounded(decimal number)
    {
        var digit = (decimal)Math.Pow(10, Math.Floor(Math.Log10((double)number)) - 1);
        // What a binary fraction makes of a round number is no reason for the next one.
        var digits = Math.Round(number / digit, 9);
        return (IsFromAbove ? decimal.Ceiling(digits) : decimal.Floor(digits)) * digit;
    }

    private static string InDigits(decimal number) => number < 10_000
        ? number.ToString("0.######", CultureInfo.InvariantCulture)
        : number.ToString("#,0", Grouped);

    [GeneratedRegex(@"^(?<relation>[<>=]+\s*)(?<number>[0-9][0-9. ]*?)(?<space>\s*)(?<unit>[^\s0-9]*)$")]
    private static partial Regex Parts();
}
