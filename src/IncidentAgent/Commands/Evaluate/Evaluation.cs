using System.Text.Json;
using System.Text.Json.Serialization;
using IncidentAgent.Investigation;
using IncidentAgent.Investigation.RootCause;

namespace IncidentAgent.Commands.Evaluate;

/// <summary>How a method did on PetShop.</summary>
/// <param name="Method">Its name.</param>
/// <param name="Rows">One for each scenario and metric.</param>
internal sealed record Evaluation(string Method, IReadOnlyList<EvaluationRow> Rows)
{
    /// <param name="method">Who is asked.</param>
    /// <param name="dataset">About what.</param>
    /// <param name="asked">Called after each question.</param>
    /// <param name="cancellation">Stops it between two questions.</param>
    public static Evaluation Of(IRankingMethod method, PetShop dataset, Action asked, CancellationToken cancellation)
    {
        var answers = dataset.Cases().Select(question =>
        {
            cancellation.ThrowIfCancellationRequested();
            var answer = method.Ask(question);
            asked();
            return (Question: question, Answer: answer);
        }).ToList();
        return new Evaluation(method.Name,
        [
            .. answers.GroupBy(one => (one.Question.Group, one.Question.Signal, one.Question.IsSurrogate, one.Question.Target))
                .Select(group => EvaluationRow.Of([.. group], Silent(method, dataset, group.Key.Group, group.Key.Target, group.Key.Signal, asked, cancellation))),
        ]);
    }

    /// <summary>How many questions there are, those about normal operation included.</summary>
    public static int Questions(PetShop dataset)
    {
        var issues = dataset.Cases().ToList();
        return issues.Count + issues.DistinctBy(one => (one.Group, one.Signal, one.Target))
            .Sum(one => dataset.Scenarios.Where(scenario => scenario.Group == one.Group).Sum(PetShop.NormalWindows));
    }

    /// <summary>In how many windows of normal operation the method blames nobody; <see langword="null"/> where there is no normal operation.</summary>
    private static double? Silent(
        IRankingMethod method, PetShop dataset, string group, string target, Signal signal, Action asked, CancellationToken cancellation)
    {
        var silent = dataset.Scenarios.Where(scenario => scenario.Group == group).SelectMany(scenario => PetShop.Normally(scenario, target, signal)).Select(question =>
        {
            cancellation.ThrowIfCancellationRequested();
            asked();
            return method.IsSilent(question) ? 1.0 : 0;
        }).ToList();
        return silent.Count == 0 ? null : silent.Average();
    }
}

/// <summary>How a method did in one scenario, for one metric.</summary>
internal sealed record EvaluationRow
{
    public required string Scenario { get; init; }

    public required Signal Metric { get; init; }

    /// <summary>What was normal is taken from other issues, because the scenario's normal operation is not there.</summary>
    public required bool Surrogate { get; init; }

    public required int Issues { get; init; }

    /// <summary>Issues the method had nothing to say about; they count as missed.</summary>
    public required int Empty { get; init; }

    public required Recall Top1 { get; init; }

    public required Recall Top3 { get; init; }

    /// <summary>How many verdicts there were of each; empty for a method that gives none. They do not change the recall.</summary>
    public required IReadOnlyDictionary<Certainty, int> Verdicts { get; init; }

    /// <summary>The share of normal windows in which nobody was blamed; <see langword="null"/> where there are none.</summary>
    public required double? Specificity { get; init; }

    public static EvaluationRow Of(IReadOnlyList<(PetShopCase Question, Answer Answer)> answers, double? specificity) => new()
    {
        Scenario = answers[0].Question.Group,
        Metric = answers[0].Question.Signal,
        Surrogate = answers[0].Question.IsSurrogate,
        Issues = answers.Count,
        Empty = answers.Count(one => one.Answer.Nodes.Count == 0),
        Top1 = Sum(answers, first: 1),
        Top3 = Sum(answers, first: 3),
        Verdicts = new SortedDictionary<Certainty, int>(
            answers.Select(one => one.Answer.Certainty).OfType<Certainty>().CountBy(certainty => certainty).ToDictionary()),
        Specificity = specificity,
    };

    private static Recall Sum(IReadOnlyList<(PetShopCase Question, Answer Answer)> answers, int first) =>
        answers.Select(one => Recall.Of(one.Answer, one.Question.RootCause, first)).Aggregate(Recall.None, (sum, one) => sum + one);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Evaluation))]
internal sealed partial class EvaluationJson : JsonSerializerContext;
