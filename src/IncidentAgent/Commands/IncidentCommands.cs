using System.CommandLine;
using System.CommandLine.Parsing;
using IncidentAgent.Incidents;

namespace IncidentAgent.Commands;

/// <summary>The commands about incidents of a running agent: list, acknowledge, resolve, note, postmortem.</summary>
internal sealed class IncidentCommands
{
    private readonly Argument<IncidentId> _id = new("ID") { Description = "For example INC-000042, or only 42.", CustomParser = ParseId };

    private readonly Option<string> _actor = new("--actor")
    {
        Description = "Who does it.",
        HelpName = "NAME",
        DefaultValueFactory = _ => Environment.UserName,
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print JSON." };

    private readonly Option<string> _note = new("--note") { Description = "What was done about it.", HelpName = "TEXT" };

    private readonly Argument<string> _text = new("TEXT") { Description = "The note." };

    public IEnumerable<Command> All =>
    [
        new Command("incidents", "Lists the incidents that are not over.").Using(ListAsync),
        new Command("acknowledge", "Says that somebody is working on an incident.") { _id, _actor }.Using(AcknowledgeAsync),
        new Command("resolve", "Says that an incident is over.") { _id, _actor, _note }.Using(ResolveAsync),
        new Command("note", "Adds a note to an incident and to its postmortem.") { _id, _text, _actor }.Using(NoteAsync),
        new Command("postmortem", "Prints an incident's postmortem as Markdown.") { _id, _json }.Using(PostmortemAsync),
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
        Terminal.Write(parsed.InvocationConfiguration.Output, IncidentTable.Render(incidents, cursor is not null));
        return ExitCode.Done;
    }

    private async Task<int> AcknowledgeAsync(ParseResult parsed, AgentClient agent, CancellationToken cancellation)
    {
        var (id, actor) = (parsed.GetRequiredValue(_id), parsed.GetRequiredValue(_actor));
        await agent.ChangeAsync("acknowledge", id, new(actor), cancellation);
        return Done(parsed, $"{id} is acknowledged by {actor}.");
    }

    private async Task<int> ResolveAsync(ParseResult parsed, AgentClient agent, CancellationToken cancellation)
    {
        var (id, actor) = (parsed.GetRequiredValue(_id), parsed.GetRequiredValue(_actor));
        await agent.ChangeAsync("resolve", id, new(actor, Note: parsed.GetValue(_note)), cancellation);
        return Done(parsed, $"{id} is resolved by {actor}.");
    }

    private async Task<int> NoteAsync(ParseResult parsed, AgentClient agent, CancellationToken cancellation)
    {
        var (id, actor) = (parsed.GetRequiredValue(_id), parsed.GetRequiredValue(_actor));
        await agent.ChangeAsync("notes", id, new(actor, Text: parsed.GetRequiredValue(_text)), cancellation);
        return Done(parsed, $"The note of {actor} is added to {id}.");
    }

    private async Task<int> PostmortemAsync(ParseResult parsed, AgentClient agent, CancellationToken cancellation)
    {
        var document = await agent.PostmortemAsync(parsed.GetRequiredValue(_id), parsed.GetValue(_json), cancellation);
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

    private static int Done(ParseResult parsed, string sentence)
    {
        parsed.InvocationConfiguration.Output.WriteLine(Terminal.Safe(sentence));
        return ExitCode.Done;
    }
}
