using System.Globalization;
using System.Text.RegularExpressions;

namespace ServiceLevels.Objectives;

/// <summary>How a figure is compared with a bound.</summary>
public enum Relation
{
    /// <summary><c>&lt;</c></summary>
    Below,

    /// <summary><c>&lt;=</c></summary>
    AtMost,

    /// <summary><c>&gt;</c></summary>
    Above,

    /// <summary><c>&gt;=</c></summary>
    AtLeast,

    /// <summary><c>=</c></summary>
    Exactly,
}

/// <summary>One side of a promise, as it is written: "&lt; 300 ms", "&gt; 40 alerts/s", "= 0 %".</summary>
public sealed partial record Bound
{
    private readonly string _written;

    private Bound(Relation relation, double value, Quantity quantity, string written) =>
        (Relation, Value, Quantity, _written) = (relation, value, quantity, written);

    public Relation Relation { get; }

    /// <summary>In the unit of its quantity: 0.3 for 300 ms, 40 for 40 alerts/s, 0.95 for 95 %.</summary>
    public double Value { get; }

    public Quantity Quantity { get; }

    /// <summary>Reads a comparison, a number (<c>10 000</c>, <c>1.5</c>) and a unit (µs, ms, s, min, h, %, anything/s).</summary>
    /// <exception cref="FormatException">It is none; the message says how one is written.</exception>
    public static Bound Parse(string text) => TryParse(text, out var bound)
        ? bound
        : throw new FormatException(
            $"\"{text}\" is no bound. Write a comparison, a number and a unit: "
            + "\"< 300 ms\", \"<= 2 s\", \"> 40 alerts/s\", \"= 0 %\", \">= 99.5 %\".");

    /// <summary>Reads it, or says that it is none.</summary>
    public static bool TryParse(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Bound? bound)
    {
        bound = null;
        if (Written().Match(text) is not { Success: true } match || UnitOf(match.Groups["unit"].Value) is not var (quantity, factor))
        {
            return false;
        }

        var number = match.Groups["number"].Value;
        if (!decimal.TryParse(number.Replace(" ", ""), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        // In decimals, so that "300 ms" is the very number that 300 ms measured are.
        var relation = match.Groups["relation"].Value;
        bound = new Bound(RelationOf(relation), (double)(value * factor), quantity, $"{relation} {number} {match.Groups["unit"].Value}");
        return true;
    }

    /// <summary>Whether that figure keeps it.</summary>
    public bool Holds(double measured) => Relation switch
    {
        Relation.Below => measured < Value,
        Relation.AtMost => measured <= Value,
        Relation.Above => measured > Value,
        Relation.AtLeast => measured >= Value,
        _ => measured == Value,
    };

    /// <summary>As it was written, with one space between number and unit.</summary>
    public override string ToString() => _written;

    private static Relation RelationOf(string sign) => sign switch
    {
        "<" => Relation.Below,
        "<=" => Relation.AtMost,
        ">" => Relation.Above,
        ">=" => Relation.AtLeast,
        _ => Relation.Exactly,
    };

    private static (Quantity Quantity, decimal Factor)? UnitOf(string unit) => unit switch
    {
        "µs" or "us" => (Quantity.Time, 0.000_001m),
        "ms" => (Quantity.Time, 0.001m),
        "s" => (Quantity.Time, 1),
        "min" => (Quantity.Time, 60),
        "h" => (Quantity.Time, 3600),
        "%" => (Quantity.Share, 0.01m),
        _ when unit.EndsWith("/s", StringComparison.Ordinal) => (Quantity.Rate, 1),
        _ => null,
    };

    [GeneratedRegex(@"^\s*(?<relation><=|>=|<|>|=)\s*(?<number>[0-9]{1,3}( [0-9]{3})+(\.[0-9]+)?|[0-9]+(\.[0-9]+)?)\s*(?<unit>[^\s0-9]+)\s*$")]
    private static partial Regex Written();
}
