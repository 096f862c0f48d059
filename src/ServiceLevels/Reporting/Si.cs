using System.Globalization;

namespace ServiceLevels.Reporting;

/// <summary>Quantities for people: at most three digits that matter, a space, the unit's symbol.</summary>
public static class Si
{
    private static readonly (double Factor, string Symbol)[] Times = [(3600, "h"), (60, "min"), (1, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns")];
    private static readonly (double Factor, string Symbol)[] Sizes =
        [(1L << 40, "TiB"), (1L << 30, "GiB"), (1L << 20, "MiB"), (1L << 10, "KiB"), (1, "B")];
    private static readonly NumberFormatInfo Grouped = new() { NumberGroupSeparator = " ", NumberDecimalSeparator = "." };

    /// <summary>"431 ms", "1.2 s", "85 µs", "5 min"; <see cref="TimeSpan.MaxValue"/>, the time of what had no answer, is "never".</summary>
    public static string Duration(TimeSpan time) => time == TimeSpan.MaxValue ? "never" : Duration(time.TotalSeconds);

    /// <summary>"431 ms", "1.2 s", "85 µs", "5 min"; infinity is "never". Minutes from 2 min and hours from 2 h on.</summary>
    public static string Duration(double seconds)
    {
        if (!double.IsFinite(seconds))
        {
            return "never";
        }

        var rounded = Math.Abs(Rounded(seconds));
        var (factor, symbol) = rounded == 0 ? (1, "s") : Times.FirstOrDefault(unit => rounded >= (unit.Factor > 1 ? 2 : 1) * unit.Factor, Times[^1]);
        return $"{Number(seconds / factor)} {symbol}";
    }

    /// <summary>"1000", "10 000".</summary>
    public static string Count(int count) => Number(count);

    /// <summary>"50/s", "0.25/s", "12 543/s".</summary>
    public static string Rate(double perSecond) => $"{Number(perSecond)}/s";

    /// <summary>"99.5 %" of 0.995. Only all is "100 %" and only nothing is "0 %".</summary>
    public static string Percent(double fraction) => fraction switch
    {
        > 0 and < 0.0001 => "< 0.01 %",
        > 0.9999 and < 1 => "> 99.99 %",
        _ => (fraction * 100).ToString("0.##", CultureInfo.InvariantCulture) + " %",
    };

    /// <summary>"64 MiB", "1.5 GiB".</summary>
    public static string Size(double bytes)
    {
        var rounded = Math.Abs(Rounded(bytes));
        var (factor, symbol) = Sizes.FirstOrDefault(unit => rounded >= unit.Factor, Sizes[^1]);
        return $"{Number(bytes / factor)} {symbol}";
    }

    // Rounded before the unit is chosen: 999.7 ms is 1 s, not 1000 ms.
    private static double Rounded(double value)
    {
        if (value == 0)
        {
            return 0;
        }

        var digits = 2 - (int)Math.Floor(Math.Log10(Math.Abs(value)));
        return digits > 0
            ? (double)Math.Round((decimal)value, Math.Min(digits, 28), MidpointRounding.AwayFromZero)
            : Math.Round(value, MidpointRounding.AwayFromZero);
    }

    /// <summary>"1.24", "12 543".</summary>
    // Groups of three from five digits on: 1000, but 10 000.
    public static string Number(double value) =>
        Rounded(value) is var rounded && Math.Abs(rounded) < 10_000
            ? rounded.ToString("0.##########", CultureInfo.InvariantCulture)
            : rounded.ToString("#,0", Grouped);
}
