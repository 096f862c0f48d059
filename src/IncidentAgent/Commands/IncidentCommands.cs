using System.CommandLine;
using System.CommandLine.Parsing;
using IncidentAgent.Incidents;
using Spectre.Console;

namespace IncidentAgent.Commands;

/// <summary>The commands about incidents of a running agent: list, acknowledge, resolve, note, postmortem.</summary>
internal static class IncidentCommands
{
    private static readonly Argument<IncidentId> Id = new("ID") { Description = "For example INC-000042, or only 42.", CustomParser = ParseId };

    private static readonly Option<string> Actor = new("--actor")
    {
        Description = "Who does it.",
        HelpName = "NAME",
        DefaultValueFactory = _ => Environment.UserName,
    };

    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON." };

    private static readonly Option<string> Note = new("--note") { Description = "What was done about it.", HelpName = "TEXT" };

    private static readonly Argument<string> Text = new("TEXT") { Description = "The note." };

    public static IEnumerable<Command> All =>
    [
        new Command("incidents", "Lists the incidents that are not over.").Using(ListAsync),
        new Command("acknowledge", "Says that somebody is working on an incident.") { Id, Actor }.Using(AcknowledgeAsync),
        new Command("resolve", "Says that an incident is over.") { Id, Actor, Note }.Using(ResolveAsync),
        new Command("note", "Adds a note to an incident and to its postmortem.") { Id, Text, Actor }.Using(NoteAsync),
        new Command("postmortem", "Prints an incident's postmortem as Markdown.") { Id, Json }.Using(PostmortemAsync),
    ];

    private static async Task<int> ListAsync(ParseResult parsed, AgentClient agent, CancellationToken cancellation)
    {
        var incidents = new List<IncidentLine>();
        string? cursor = null;
        do
        {
            var page = await agent.OpenIncidentsAsync(cursor, cancellation);
            incidents.AddRange(page.Incidents);
            cursor = page.Next;
        }
        while (cursor is not null && incidents.Count < IncidentTable.MostRows);
        AnsiConsole.Write(IncidentTable.Render(incidents, cursor is not null));
        return ExitCode.Done;
    }

    private static async Task<int> AcknowledgeAsync(ParseResult parsed, AgentClient agent, CancellationToken cancellation)
    {
        var (id, actor) = (parsed.GetRequiredValue(Id), parsed.GetRequiredValue(Actor));
        await agent.ChangeAsync("acknowledge", id, new(actor), cancellation);
        return Done($"{id} is acknowledged by {actor}.");
    }

    private static async Task<int> ResolveAsync(ParseResult parsed, AgentClient agent, CancellationToken cancellation)
    {
        var (id, actor) = (parsed.GetRequiredValue(Id), parsed.GetRequiredValue(Actor));
        await agent.ChangeAsync("resolve", id, new(actor, Note: parsed.GetValue(Note)), cancellation);
        return Done($"{id} is resolved by {actor}.");
    }

    private static async Task<int> NoteAsync(ParseResult parsed, AgentClient agent, CancellationToken cancellation)
    {
        var (id, actor) = (parsed.GetRequiredValue(Id), parsed.GetRequiredValue(Actor));
        await agent.ChangeAsync("notes", id, new(actor, Text: parsed.GetRequiredValue(Text)), cancellation);
        return Done($"The note of {actor} is added to {id}.");
    }

    private static async Task<int> PostmortemAsync(ParseResult parsed, AgentClient agent, CancellationToken cancellation)
    {
        var document = await agent.PostmortemAsync(parsed.GetRequiredValue(Id), parsed.GetValue(Json), cancellation);
        await parsed.InvocationConfiguration.Output.WriteLineAsync(document.TrimEnd());
        return ExitCode.Done;
    }

    private static IncidentId ParseId(ArgumentResult argument)
    {
        var typed = argument.Tokens.Single().Value;
        if (IncidentId.TryParse(typed, null, out var id) || IncidentId.TryParse($"INC-{typed}", null, out id))
        {
            return id;
        }

        argument.AddError($"'{typed}' is not an incident id such as INC-000042.");
        return default;
    }

    private static int Done(string sentence)
    {
        System.Console.Out.WriteLine(TerminalText.Safe(sentence));
        return ExitCode.Done;
    }
}
