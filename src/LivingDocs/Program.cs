using System.CommandLine;

namespace LivingDocs;

internal static class Program
{
    public static Task<int> Main(string[] args)
    {
        var root = new RootCommand("Makes the living documentation of a suite, and what follows from its objectives.");
        root.Add(Commands.ExportCommand.Create());
        root.Add(Commands.SummaryCommand.Create());
        return root.Parse(args).InvokeAsync();
    }
}
