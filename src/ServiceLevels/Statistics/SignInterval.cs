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

        var rank = 0;
        while (IsRare(rank, n))
        {
            rank++;
        }

        return (rank, n + 1 - rank);
    }

    /// <summary>How probably the median lies between them, 0 to 1.</summary>
    public static double Confidence(int n) => 1 - (2 * Math.Exp(BigInteger.Log(AtMost(Ranks(n).Lower - 1, n)) - (n * Math.Log(2))));

    // At most so many heads in n tosses happen in 2.5 % of all cases or fewer. In integers, so that no rank depends on a rounding.
    private static bool IsRare(int heads, int n) => 40 * AtMost(heads, n) <= BigInteger.One << n;

    private static BigInteger AtMost(int heads, int n)
    {
        var (ways, sum) = (BigInteger.One, BigInteger.One);
        for (var i = 1; i <= heads; i++)
        {
            ways = ways * (n + 1 - i) / i;
            sum += ways;
        }

        return sum;
    }
}
