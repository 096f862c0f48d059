namespace IncidentAgent.Commands.Evaluate;

/// <summary>PetShop's baseline "ranked correlation": the three anomalous nodes whose course is correlated with the target's most surely.</summary>
internal sealed class RankedCorrelationMethod : IRankingMethod
{
    private const int Kept = 3;

    public string Name => "ranked-correlation";

    public Answer Ask(PetShopCase question)
    {
        var target = question.Rows.Column(question.Target, question.Metric);
        var nodes = (AnomalousNodes.Of(question) ?? []).Keys.Where(node => node != question.Target)
            .Select(node => (Node: node, Chance: PearsonChance(question.Rows.Column(node, question.Metric), target)))
            .Where(node => double.IsFinite(node.Chance))
            .Select(node => (node.Node, -node.Chance));
        return new Answer([.. Answer.Of(nodes).Nodes.Take(Kept)]);
    }

    public bool IsSilent(PetShopCase question) => Ask(question).Nodes.Count == 0;

    /// <summary>
    /// How likely a correlation as strong is by chance: Student's two-sided test of Pearson's coefficient, whose distribution is elementary for the at
    /// most five pairs there are. NaN where it is not defined; pairs with a value missing do not count.
    /// </summary>
    internal static double PearsonChance(double[] one, double[] other)
    {
        var pairs = one.Zip(other).Where(pair => double.IsFinite(pair.First) && double.IsFinite(pair.Second)).ToList();
        var r = Math.Min(1, Math.Abs(Pearson(pairs)));
        return pairs.Count switch
        {
            2 => double.IsNaN(r) ? r : 1,
            3 => 1 - (2 / Math.PI * Math.Asin(r)),
            4 => 1 - r,
            5 => 1 - (2 / Math.PI * (Math.Asin(r) + (r * Math.Sqrt(1 - (r * r))))),
            _ => double.NaN,
        };
    }

    private static double Pearson(List<(double First, double Second)> pairs)
    {
        if (pairs.Count == 0)
        {
            return double.NaN;
        }

        var (first, second) = (pairs.Average(pair => pair.First), pairs.Average(pair => pair.Second));
        var together = pairs.Sum(pair => (pair.First - first) * (pair.Second - second));
        var spread = Math.Sqrt(pairs.Sum(pair => (pair.First - first) * (pair.First - first)) * pairs.Sum(pair => (pair.Second - second) * (pair.Second - second)));
        return spread > 0 ? together / spread : double.NaN;
    }
}
