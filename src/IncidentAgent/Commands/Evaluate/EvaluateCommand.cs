using System.CommandLine;
using System.Text.Json;
using Spectre.Console;

namespace IncidentAgent.Commands.Evaluate;

/// <summary>Holds the ranking of root causes, and what others do, against a dataset whose causes are known.</summary>
internal static class EvaluateCommand
{
    private static readonly IRankingMethod[] Methods = [new ExcessBlameMethod(), new TraversalMethod(), new RankedCorrelationMethod()];

    public static Command Create()
    {
        var dataset = new Option<string>("--dataset") { Description = "A folder with PetShop, its train split, its test split or both.", HelpName = "DIR", Required = true };
        var method = new Option<string>("--method")
        {
            Description = "The agent's own ranking, or one to compare it with.",
            DefaultValueFactory = _ => Methods[0].Name,
        };
        method.AcceptOnlyFromAmong([.. Methods.Select(one => one.Name)]);
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("evaluate", "Finds the root causes of recorded issues and says how many were right.") { dataset, method, json };
        command.SetAction((parsed, cancellation) =>
        {
            var read = PetShopFiles.Read(parsed.GetRequiredValue(dataset));
            var chosen = Methods.Single(one => one.Name == parsed.GetValue(method));
            var output = parsed.InvocationConfiguration.Output;
            var asJson = parsed.GetValue(json);
            var evaluation = Terminal.IsWatched(output) && !asJson
                ? WithBar(chosen, read, cancellation)
                : Evaluation.Of(chosen, read, () => { }, cancellation);
            Write(evaluation, asJson, output);
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static Evaluation WithBar(IRankingMethod method, PetShop dataset, CancellationToken cancellation) => AnsiConsole.Progress().Start(context =>
    {
        var bar = context.AddTask($"Asking {method.Name}", maxValue: Evaluation.Questions(dataset));
        return Evaluation.Of(method, dataset, () => bar.Increment(1), cancellation);
    });

    private static void Write(Evaluation evaluation, bool asJson, TextWriter output)
    {
        if (asJson)
        {
            output.WriteLine(JsonSerializer.Serialize(evaluation, EvaluationJson.Default.Evaluation));
        }
        else
        {
            Terminal.Write(output, EvaluationTable.Render(evaluation));
        }
    }
}
