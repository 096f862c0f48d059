namespace IncidentAgent.Commands.Evaluate;

/// <summary>How many issues had their true cause among the first so many answers, when answers of equal score may come in any order.</summary>
/// <param name="Expected">On average over all orders.</param>
/// <param name="Worst">With luck against it.</param>
/// <param name="Best">With luck for it.</param>
internal sealed record Recall(double Expected, int Worst, int Best)
{
    public static readonly Recall None = new(0, 0, 0);

    public static Recall Of(Answer answer, string truth, int first)
    {
        if (!answer.Nodes.Any(node => node.Node == truth))
        {
            return None;
        }

        var score = answer.Nodes.First(node => node.Node == truth).Score;
        var greater = answer.Nodes.Count(node => node.Score > score);
        var tied = answer.Nodes.Count(node => node.Score == score);
        return new Recall(Math.Clamp((first - greater) / (double)tied, 0, 1), greater + tied <= first ? 1 : 0, greater < first ? 1 : 0);
    }

    public static Recall operator +(Recall one, Recall other) => new(one.Expected + other.Expected, one.Worst + other.Worst, one.Best + other.Best);
}
