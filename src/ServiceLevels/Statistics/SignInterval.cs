using System.Numerics;

namespace ServiceLevels.Statistics;

/// <summary>
/// The 95 % interval of a median by counting: each value is above the median or below it like a coin that is tossed, whatever the values are
/// distributed like.
/// </summary>
public static class SignInterval
{
    /// <summary>Which of n sorted values are its ends, counting from 1: the narrowest that hold at least 95 %.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 6 values: not even all of them hold 95 %.</exception>
    public static (int Lower, int Upper) Ranks(int n)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 6);

        // In integers, so that no rank depends on a rounding: so few heads in n tosses are rare if they happen in at most 2.5 % of the 2^n cases.
        var tosses = BigInteger.One << n;
        var (rank, ways, soFew) = (0, BigInteger.One, BigInteger.One);
        while (40 * soFew <= tosses)
        {
            rank++;
            ways = ways * (n + 1 - rank) / rank;
            soFew += ways;
        }

        return (rank, n + 1 - rank);
    }

    /// <summary>How probably the median lies between them, 0 to 1.</summary>
    public static double Confidence(int n)
    {
        var lower = Ranks(n).Lower;
        var (ways, outside) = (BigInteger.One, BigInteger.Zero);
        for (var heads = 0; heads < lower; heads++)
        {
            outside += ways;
            ways = ways * (n - heads) / (heads + 1);
        }

        return 1 - (2 * Math.Exp(BigInteger.Log(outside) - (n * Math.Log(2))));
    }
}
