using System.Globalization;
using System.Text.RegularExpressions;
using ServiceLevels.Reporting;

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

    /// <summary>Whether what lies on its wrong side is larger.</summary>
    internal bool IsFromAbove => Relation is Relation.Below or Relation.AtMost || (Relation is Relation.Exactly && Value == 0);

    /// <summary>Of a share: which part may be on its wrong side.</summary>
    internal double AllowedShare => IsFromAbove ? Value : 1 - Value;

    /// <summary>One that is not written anywhere, in the unit of its quantity; it is written with three digits.</summary>
    public static Bound Of(Relation relation, double value, Quantity quantity) =>
        new(relation, value, quantity, $"{SignOf(relation)} {Figure.InWords(value, quantity)}");

    /// <summary>
    /// Reads a comparison, a number (<c>10 000</c>, <c>1.5</c>) and a unit (µs, ms, s, min, h, %, anything/s, B, KiB, MiB, GiB); a bare number is a
    /// <see cref="Quantity.Count"/>, and becomes a <see cref="Quantity.Ratio"/> beside a measure that is one.
    /// </summary>
    /// <exception cref="FormatException">It is none; the message says how one is written.</exception>
    public static Bound Parse(string text) => TryParse(text, out var bound)
        ? bound
        : throw new FormatException(
            $"\"{text}\" is no bound. Write a comparison, a number and a unit: "
            + "\"< 300 ms\", \"<= 2 s\", \"> 40 alerts/s\", \"= 0 %\", \">= 99.5 %\", \"<= 64 MiB\", \"<= 1.5\" (times, or as a count).");

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
        bound = new Bound(RelationOf(relation), (double)(value * factor), quantity, $"{relation} {number} {match.Groups["unit"].Value}".TrimEnd());
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

    /// <summary>The same bound for that quantity, if it can be one.</summary>
    internal Bound? As(Quantity quantity) => Quantity == quantity ? this
        : (Quantity, quantity) is (Quantity.Count, Quantity.Ratio) ? new Bound(Relation, Value, quantity, _written)
        : null;

    private static string SignOf(Relation relation) => relation switch
    {
        Relation.Below => "<",
        Relation.AtMost => "<=",
        Relation.Above => ">",
        Relation.AtLeast => ">=",
        _ => "=",
    };

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
        "B" => (Quantity.Size, 1),
        "KiB" => (Quantity.Size, 1 << 10),
        "MiB" => (Quantity.Size, 1 << 20),
        "GiB" => (Quantity.Size, 1 << 30),
        "" => (Quantity.Count, 1),
        _ when unit.EndsWith("/s", StringComparison.Ordinal) => (Quantity.Rate, 1),
        _ => null,
    };

    [GeneratedRegex(@"^\s*(?<relation><=|>=|<|>|=)\s*(?<number>[0-9]{1,3}( [0-9]{3})+(\.[0-9]+)?|[0-9]+(\.[0-9]+)?)\s*(?<unit>[^\s0-9]*)\s*$")]
    private static partial Regex Written();
}
