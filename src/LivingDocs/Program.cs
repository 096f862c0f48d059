using System.CommandLine;
using LivingDocs.Commands;

namespace LivingDocs;

internal static class Program
{
    public static Task<int> Main(string[] args)
    {
        var root = new RootCommand("Makes the living documentation of a suite, and what follows from its objectives.");
        RenderCommand.AddTo(root);
        root.Add(RenderCommand.Create());
        root.Add(ProposeCommand.Create());
        root.Add(MergeCommand.Create());
        root.Add(ExportCommand.Create());
        root.Add(SummaryCommand.Create());
        return root.Parse(args).InvokeAsync();
    }
}
