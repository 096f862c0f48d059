using Benchmarks.Growth;
using IncidentAgent.Tests.Support;

namespace IncidentAgent.Tests.Benchmarks;

public sealed class FolderBytesTests
{
    [Fact]
    public void A_copy_has_the_same_bytes_also_after_the_system_forgot_them()
    {
        using var folder = new TemporaryDirectory();
        using var into = new TemporaryDirectory();
        Directory.CreateDirectory(Path.Combine(folder.Path, "journal"));
        File.WriteAllText(Path.Combine(folder.Path, "journal", "1"), "one");
        File.WriteAllText(Path.Combine(folder.Path, "2"), "two");

        FolderBytes.Copy(folder.Path, into.Path);
        if (PageCache.CanForget(into.Path))
        {
            FolderBytes.Forget(into.Path);
        }

        FolderBytes.Count(into.Path).Should().Be(6);
        File.ReadAllText(Path.Combine(into.Path, "journal", "1")).Should().Be("one");
        File.ReadAllText(Path.Combine(into.Path, "2")).Should().Be("two");
    }
}
