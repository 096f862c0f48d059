using IncidentAgent.Investigation;
using IncidentAgent.Investigation.RootCause;

namespace IncidentAgent.Commands.Evaluate;

/// <summary>The agent's own ranking, with the agent's own rules of certainty; there is nothing beside the measurements that could agree.</summary>
internal sealed class ExcessBlameMethod : IRankingMethod
{
    private const double PercentagePoints = 100;

    public string Name => "excess-blame";

    public Answer Ask(PetShopCase question)
    {
        var deviations = question.Rows.NodesWith(question.Metric)
            .Select(node => (Node: node, Deviation: Deviation(question, node)))
            .Where(one => one.Deviation is not null)
            .ToDictionary(one => one.Node, one => one.Deviation!);
        var blames = ExcessBlame.Rank(question.Graph, [question.Target], deviations);
        return Answer.Of(blames.Select(blame => (blame.Service, blame.Share)), Certainty(question, deviations.GetValueOrDefault(question.Target), blames));
    }

    public bool IsSilent(PetShopCase question) =>
        Deviation(question, question.Target) is not { IsAnomalous: true } || Ask(question).Certainty is Investigation.RootCause.Certainty.Inconclusive;

    private static Certainty Certainty(PetShopCase question, Deviation? target, IReadOnlyList<Blame> blames) => CertaintyRules.Decide(new Standing
    {
        Alerting = [question.Target],
        Symptom = target is null ? null : new Symptom(question.Target, question.Signal, question.Onset, target),
        Suspects = [.. blames.Select(blame => new Suspect(blame.Service, blame.Share, blame.Deviation.Z))],
    }).Certainty;

    private static Deviation? Deviation(PetShopCase question, string node)
    {
        var rows = ServiceWindow.Cut(InUnits(question.Rows), question.Rows.Column(node, "requests"), question.Onset);
        return Investigation.RootCause.Deviation.Of(rows with { History = InUnits(question.Normal) }, question.Signal);

        double[] InUnits(PetShopTable table) => question.Signal == Signal.Availability
            ? [.. table.Column(node, question.Metric).Select(percent => percent / PercentagePoints)]
            : table.Column(node, question.Metric);
    }
}
