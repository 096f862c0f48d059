using IncidentAgent.Storage;

namespace IncidentAgent.Tests.Storage;

public sealed class KeyWritersTests
{
    private const string New = "labels:service=new";
    private const string Stored = "labels:service=stored";
    private const string Written = "labels:service=written";

    [Fact]
    public void What_was_not_written_can_be_written_again()
    {
        var writers = new KeyWriters(key => key == Stored ? (3, 7) : null);
        writers.TryAdvance(Written, 0, 0, record: 1).Should().BeTrue();
        writers.Committed(projected: 0);

        for (var attempt = 0; attempt < 2; attempt++)
        {
            writers.TryAdvance(New, 0, 0, record: 2).Should().BeTrue();
            writers.TryAdvance(Stored, 3, 7, record: 2).Should().BeTrue();
            writers.TryAdvance(Written, 1, 1, record: 2).Should().BeTrue();
            writers.TryAdvance(Written, 1, 2, record: 2).Should().BeTrue("it comes behind the one before it");
            writers.Undo();
        }

        writers.Knows(New).Should().BeFalse();
    }

    [Fact]
    public void Of_two_writers_only_the_newer_one_writes()
    {
        var writers = new KeyWriters(_ => null);
        writers.TryAdvance(Written, 0, 0, record: 1).Should().BeTrue();
        writers.Committed(projected: 0);

        var newer = writers.TakeOver(Written);

        newer.Should().BeEquivalentTo(new { Epoch = 2L, Version = 1L });
        writers.TryAdvance(Written, 1, 1, record: 2).Should().BeFalse();
        writers.TryAdvance(Written, newer.Epoch, newer.Version, record: 2).Should().BeTrue();
    }
}
