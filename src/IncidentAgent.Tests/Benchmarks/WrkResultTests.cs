using Benchmarks;
using Benchmarks.Load;

namespace IncidentAgent.Tests.Benchmarks;

public sealed class WrkResultTests
{
    private const string Said =
        """
        Running 1s test @ http://127.0.0.1:20001
          1 threads and 64 connections
          Thread Stats   Avg      Stdev     Max   +/- Stdev
            Latency   633.98us  412.23us   9.90ms   93.53%
            Req/Sec    98.62k     7.36k  110.77k    63.64%

        """;

    [Fact]
    public void The_line_of_the_script_is_read()
    {
        var result = WrkResult.Read(Said + Line(requests: 5000, status: 7, timeout: 2));

        result.Should().Be(new LoadResult(5000, 1.002, 0.0005, 0.0031, 0.0125, Refused: 7, Broken: 2));
        result.Errors.Should().Be(9);
        result.Rate.Should().BeApproximately(5000 / 1.002, 1e-9);
    }

    [Theory]
    [InlineData("unable to connect to 127.0.0.1:20001 Connection refused", "wrk did not say what came of its run: unable to connect to 127.0.0.1:20001 Connection refused")]
    [InlineData("RESULT {\"requests\":", "What wrk said cannot be read: RESULT {\"requests\":")]
    [InlineData("RESULT {\"requests\":5}", "What wrk said cannot be read: RESULT {\"requests\":5}")]
    public void What_cannot_be_read_is_said(string output, string message)
    {
        var read = () => WrkResult.Read(output);

        read.Should().Throw<BenchmarkFailedException>().WithMessage(message);
    }

    [Fact]
    public void A_run_without_an_answer_is_a_failure()
    {
        var read = () => WrkResult.Read(Line(requests: 0, status: 0, timeout: 64));

        read.Should().Throw<BenchmarkFailedException>().WithMessage("nothing was answered within 1.0 s, 64 requests broke off.");
    }

    private static string Line(int requests, int status, int timeout) =>
        $"\nRESULT {{\"requests\":{requests},\"microseconds\":1002000,\"p50\":500,\"p99\":3100,\"max\":12500,\"status\":{status},"
        + $"\"connect\":0,\"read\":0,\"write\":0,\"timeout\":{timeout}}}\n";
}
