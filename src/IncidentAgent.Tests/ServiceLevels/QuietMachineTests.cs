using System.Diagnostics;
using IncidentAgent.Tests.Support;
using ServiceLevels;

namespace IncidentAgent.Tests.ServiceLevels;

public sealed class QuietMachineTests : IDisposable
{
    private static readonly TimeSpan NoPatience = TimeSpan.Zero;

    private readonly TemporaryDirectory _directory = new();

    private string Path => System.IO.Path.Combine(_directory.Path, "machine.lock");

    [Fact]
    public async Task It_is_shared_by_many_and_held_alone_by_one()
    {
        using (await SharedAsync())
        using (await SharedAsync())
        {
            await ShouldBeRefused(AloneAsync);
        }

        using (await AloneAsync())
        {
            await ShouldBeRefused(AloneAsync);
            await ShouldBeRefused(SharedAsync);
        }

        using (await SharedAsync())
        {
            await ShouldBeRefused(AloneAsync);
        }
    }

    [Fact]
    public async Task While_one_waits_to_be_alone_no_newcomer_shares_it()
    {
        var shared = await SharedAsync();
        var alone = QuietMachine.AloneAsync(Path, CancellationToken.None, Eventually.Deadline);
        await Eventually.Observe("newcomers are kept out", IsFreeAsync, free => !free);
        alone.IsCompleted.Should().BeFalse();

        shared.Dispose();

        (await alone).Dispose();
        (await SharedAsync()).Dispose();
    }

    [Fact]
    public async Task Who_gives_up_waiting_lets_the_others_go_on()
    {
        using var cancellation = new CancellationTokenSource();
        using var shared = await SharedAsync();
        var alone = QuietMachine.AloneAsync(Path, cancellation.Token, Eventually.Deadline);
        await Eventually.Observe("newcomers are kept out", IsFreeAsync, free => !free);

        await cancellation.CancelAsync();

        await alone.Invoking(waiting => waiting).Should().ThrowAsync<OperationCanceledException>();
        (await SharedAsync()).Dispose();
    }

    [Fact]
    public async Task Another_process_is_kept_out_and_its_death_frees_the_machine()
    {
        using var other = Launch("alone");
        (await other.StandardOutput.ReadLineAsync()).Should().Be(SecondProcess.Held);
        await ShouldBeRefused(SharedAsync);
        await ShouldBeRefused(AloneAsync);

        other.Kill();
        await other.WaitForExitAsync();

        using (await AloneAsync())
        {
            using var third = Launch("shared");
            var held = third.StandardOutput.ReadLineAsync();
            third.StandardInput.Close();
            held.IsCompleted.Should().BeFalse();

            third.Kill();
            (await held).Should().BeNull("it was killed while it waited");
        }

        using var fourth = Launch("shared");
        (await fourth.StandardOutput.ReadLineAsync()).Should().Be(SecondProcess.Held);
        await ShouldBeRefused(AloneAsync);
        (await SharedAsync()).Dispose();
        fourth.Kill();
        await fourth.WaitForExitAsync();
    }

    [Fact]
    public async Task A_place_where_no_file_can_be_is_an_error_and_no_reason_to_wait()
    {
        var share = () => QuietMachine.SharedAsync(System.IO.Path.Combine(_directory.Path, "no", "such", "folder"), CancellationToken.None, null);

        await share.Should().ThrowAsync<DirectoryNotFoundException>();
    }

    public void Dispose() => _directory.Dispose();

    private Task<QuietMachine> SharedAsync() => QuietMachine.SharedAsync(Path, CancellationToken.None, NoPatience);

    private Task<QuietMachine> AloneAsync() => QuietMachine.AloneAsync(Path, CancellationToken.None, NoPatience);

    private async Task<bool> IsFreeAsync()
    {
        try
        {
            (await SharedAsync()).Dispose();
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private static async Task ShouldBeRefused(Func<Task<QuietMachine>> take) =>
        await take.Should().ThrowAsync<TimeoutException>().WithMessage("The machine was not free in time: another test process holds *machine.lock*");

    private Process Launch(string how) => Process.Start(new ProcessStartInfo("dotnet", [typeof(SecondProcess).Assembly.Location, how])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        Environment = { ["SLO_MACHINE_LOCK"] = Path },
    })!;
}
