using System.CommandLine;
using LivingDocs.Commands;

namespace LivingDocs;

internal static class Program
{
    public static Task<int> Main(string[] args)
    {
        var root = new RootCommand("Makes the living documentation of a suite, and what follows from its objectives.");
        RenderCommand.AddTo(root);
        root.Subcommands.Add(RenderCommand.Create());
        root.Subcommands.Add(ProposeCommand.Create());
        root.Subcommands.Add(MergeCommand.Create());
        root.Subcommands.Add(ExportCommand.Create());
        root.Subcommands.Add(SummaryCommand.Create());
        return root.Parse(args).InvokeAsync();
    }
}
