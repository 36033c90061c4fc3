using System.IO.Pipes;
using System.Text;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;

namespace XbFunctions.Host.Tests;

/// <summary>Function groups in processes of their own; the whole of it is tested with the app, in <c>tests/App</c>.</summary>
[TestClass]
public sealed class IsolationTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void Http_functions_share_a_process_and_every_other_function_has_its_own()
    {
        var functions = FunctionDiscovery.Find([typeof(HttpFunctions), typeof(BatchFunction), typeof(TimerFunction), typeof(RetryingFunction)], webApplication: true);

        var groups = FunctionGroup.Of(functions);

        CollectionAssert.AreEqual(
            functions.Select(static function => function.Name).Order().ToArray(),
            groups.SelectMany(static group => group.Functions).Order().ToArray(),
            "each function is in one group");
        Assert.AreEqual(FunctionGroup.Http, groups[0].Name);
        Assert.IsTrue(groups.Skip(1).All(static group => group.Functions.Count == 1 && group.Name == $"function:{group.Functions[0]}"));
        Assert.HasCount(4, groups);
    }

    [TestMethod]
    public void An_app_without_http_functions_still_has_a_process_for_the_admin_calls() =>
        Assert.IsTrue(FunctionGroup.Of(FunctionDiscovery.Find([typeof(TimerFunction)], webApplication: true))[0] is { ServesHttp: true, Functions.Count: 0 });

    [TestMethod]
    public void A_process_that_dies_is_started_at_once_and_one_that_keeps_dying_later_and_later() =>
        Gen.Int[0, 59].Array[1, 40].Sample(static seconds =>
        {
            var delays = new RestartDelays();
            var last = TimeSpan.Zero;
            foreach (var (index, lived) in seconds.Index())
            {
                var delay = delays.Next(TimeSpan.FromSeconds(lived));
                Assert.IsTrue(index == 0 ? delay == TimeSpan.Zero : delay >= last && delay > TimeSpan.Zero && delay <= TimeSpan.FromSeconds(30));
                last = delay;
            }

            Assert.AreEqual(TimeSpan.Zero, delays.Next(TimeSpan.FromMinutes(1)), "a process that lived is started at once");
        });

    [TestMethod]
    public async Task Messages_arrive_in_order_and_half_a_line_of_a_killed_process_is_left_out()
    {
        var (server, client) = await ConnectAsync();
        await using var receiver = new MessageChannel(server);
        await using (var sender = new MessageChannel(client))
        {
            Assert.IsTrue(await sender.TrySendAsync(new ReadyMessage(new Uri("http://localhost:7071/"))));
            Assert.IsTrue(await sender.TrySendAsync(
                new ProgressMessage([new ConsumerPosition("F", "h", "g", "0", 4, 9)], 1, 0, new Dictionary<string, long> { ["state.events"] = 5 })));
            await client.WriteAsync(Encoding.UTF8.GetBytes("{\"$type\":\"log\",\"Lev"));
        }

        Assert.AreEqual(new ReadyMessage(new Uri("http://localhost:7071/")), await receiver.ReceiveAsync());
        var progress = (ProgressMessage)(await receiver.ReceiveAsync())!;
        Assert.AreEqual(5, progress.Positions[0].Lag);
        Assert.AreEqual(5, progress.Counters["state.events"]);
        Assert.IsNull(await receiver.ReceiveAsync());
        Assert.IsFalse(await receiver.TrySendAsync(new StopMessage()), "nobody is there to hear it");
    }

    [TestMethod]
    [DataRow(new[] { "no-such-program-of-ours" }, "could not be started", DisplayName = "A program that is not there")]
    [DataRow(new[] { "dotnet", "no-such-app.dll" }, "ended with exit code", DisplayName = "A program that ends before its functions run")]
    public async Task A_function_process_that_cannot_run_ends_the_start_with_the_name_of_its_group(string[] command, string expected)
    {
        using var folder = new TestFolder();
        var builder = TestApp.Builder(folder.Path, TestApp.NewId(), typeof(TimerFunction));
        builder.Services.Configure<LocalPlatformOptions>(options =>
        {
            options.Isolate = true;
            foreach (var part in command)
            {
                options.ProcessCommand.Add(part);
            }
        });
        var host = builder.Build();
        await using var disposable = (IAsyncDisposable)host;

        var refusal = await Assert.ThrowsExactlyAsync<PlatformStartException>(() => host.StartAsync(TestContext.CancellationToken));

        Assert.Contains(expected, refusal.Message);
        Assert.MatchesRegex("The process of (http|function:)", refusal.Message);
    }

    private static async Task<(NamedPipeServerStream Server, NamedPipeClientStream Client)> ConnectAsync()
    {
        var name = "xbhost-test-" + TestApp.NewId();
        var server = new NamedPipeServerStream(name, PipeDirection.InOut, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous);
        var client = new NamedPipeClientStream(".", name, PipeDirection.InOut, PipeOptions.Asynchronous);
        await Task.WhenAll(server.WaitForConnectionAsync(), client.ConnectAsync());
        return (server, client);
    }
}
