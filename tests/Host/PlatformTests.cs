using System.Net;
using System.Net.Sockets;
using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace XbFunctions.Host.Tests;

[TestClass]
public sealed class PlatformTests
{
    [TestMethod]
    public async Task Azurite_keeps_what_was_written_over_a_restart()
    {
        using var folder = new TestFolder();
        await using (var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { DataDirectory = folder.Path }))
        {
            var container = new BlobContainerClient(azurite.ConnectionString, "kept");
            await container.CreateAsync();
            await container.UploadBlobAsync("text", BinaryData.FromString("still here"));
        }

        await using var again = await AzuriteProcess.StartAsync(new AzuriteOptions { DataDirectory = folder.Path });
        var content = await new BlobContainerClient(again.ConnectionString, "kept").GetBlobClient("text").DownloadContentAsync();
        Assert.AreEqual("still here", content.Value.Content.ToString());
    }

    [TestMethod]
    public async Task An_azurite_waits_until_the_one_before_it_has_saved_the_same_folder()
    {
        using var folder = new TestFolder();
        var first = await AzuriteProcess.StartAsync(new AzuriteOptions { DataDirectory = folder.Path });
        await new BlobContainerClient(first.ConnectionString, "last").CreateAsync();
        var starting = AzuriteProcess.StartAsync(new AzuriteOptions { DataDirectory = folder.Path });
        await first.DisposeAsync();
        await using var second = await starting;
        Assert.IsTrue((await new BlobContainerClient(second.ConnectionString, "last").ExistsAsync()).Value);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task Azurite_lives_through_the_interrupt_of_a_terminal()
    {
        using var folder = new TestFolder();
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { DataDirectory = folder.Path });
        using var kill = System.Diagnostics.Process.Start("kill", ["-INT", azurite.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        await new BlobContainerClient(azurite.ConnectionString, "alive").CreateAsync();
    }

    [TestMethod]
    public async Task A_taken_amqp_port_is_named_and_the_data_folder_is_free_again()
    {
        using var folder = new TestFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var exception = await Assert.ThrowsExactlyAsync<PlatformStartException>(() => TestApp.StartAsync(
            folder,
            builder =>
            {
                builder.Configuration["EventHubs"] = $"Endpoint=sb://localhost:{port};SharedAccessKeyName=a;SharedAccessKey=b;UseDevelopmentEmulator=true";
                builder.Services.Configure<LocalPlatformOptions>(options => options.AmqpPort = port);
            },
            null,
            typeof(BatchFunction)));
        Assert.Contains($"Port {port}", exception.Message);
        await using var app = await TestApp.StartAsync(folder, null, null, typeof(BatchFunction));
        Assert.IsTrue(app.Platform.IsStarted);
    }

    [TestMethod]
    public async Task The_apps_services_find_the_storage_and_the_hub_that_the_platform_started()
    {
        using var folder = new TestFolder();
        await using var app = await TestApp.StartAsync(
            folder,
            static builder =>
            {
                builder.Configuration["AzureWebJobsStorage"] = "UseDevelopmentStorage=true";
                builder.Configuration["Archive"] = "UseDevelopmentStorage=true";
                builder.Services.AddHostedService<SettingsWitness>();
            },
            null,
            typeof(BatchFunction));
        Assert.AreEqual(app.Platform.StorageConnectionString, await app.Probe.NextAsync<string>());
        Assert.AreEqual(app.Platform.StorageConnectionString, await app.Probe.NextAsync<string>());
        Assert.AreEqual(app.Platform.EventHubsConnectionString, await app.Probe.NextAsync<string>());
        Assert.Contains("BlobEndpoint=http://127.0.0.1:", app.Platform.StorageConnectionString);
    }

    [TestMethod]
    public async Task Two_hosts_do_not_share_a_data_folder()
    {
        using var folder = new TestFolder();
        await using var app = await TestApp.StartAsync(folder, null, null, typeof(BatchFunction));
        var exception = await Assert.ThrowsExactlyAsync<PlatformStartException>(() => TestApp.StartAsync(folder, null, null, typeof(BatchFunction)));
        Assert.Contains(folder.Path, exception.Message);
    }

    [TestMethod]
    public async Task A_port_in_use_is_named_with_the_setting_that_changes_it()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var exception = await Assert.ThrowsExactlyAsync<PlatformStartException>(
            () => TestApp.StartAsync(null, builder => builder.Services.Configure<LocalPlatformOptions>(options => options.HttpPort = port), null, typeof(HttpFunctions)));
        Assert.Contains($"Port {port}", exception.Message);
        Assert.Contains("XbHost:HttpPort", exception.Message);
    }

    [TestMethod]
    public async Task Middleware_runs_around_functions_in_the_order_it_was_added()
    {
        await using var app = await TestApp.StartAsync(
            null,
            static builder =>
            {
                builder.UseMiddleware<OuterMiddleware>();
                builder.UseMiddleware(static async (context, next) =>
                {
                    var probe = context.InstanceServices.GetRequiredService<Probe>();
                    probe.Saw($"inner sees {context.GetHttpContext()?.Request.Path}");
                    await next();
                    probe.Saw("result " + context.GetInvocationResult().Value?.GetType().Name);
                });
            },
            null,
            typeof(HttpFunctions));
        Assert.AreEqual("open GET", await app.Client.GetStringAsync(new Uri("api/open", UriKind.Relative)));
        Assert.AreEqual("outer before Open", await app.Probe.NextAsync<string>());
        Assert.AreEqual("inner sees /api/open", await app.Probe.NextAsync<string>());
        Assert.AreEqual("result ContentHttpResult", await app.Probe.NextAsync<string>());
        Assert.AreEqual("outer after", await app.Probe.NextAsync<string>());
    }

    [TestMethod]
    public async Task A_hub_of_another_process_is_consumed_over_amqp()
    {
        await using var owner = await TestApp.StartAsync(typeof(BatchFunction));
        await using var app = await TestApp.StartAsync(
            null,
            builder =>
            {
                builder.Configuration["EventHubs"] = owner.Platform.EventHubsConnectionString;
                builder.Configuration["HubName"] = "hub-" + owner.Id;
                builder.Services.Configure<LocalPlatformOptions>(static options => options.StartEventHub = false);
            },
            null,
            typeof(WaitingFunction));
        Assert.IsNull(app.Platform.Broker);
        app.Probe.Gate.SetResult();
        await owner.AppendAsync(1, "a", "b");
        var seen = 0;
        while (seen < 2)
        {
            seen += await app.Probe.NextAsync<int>();
        }

        Assert.AreEqual(2, seen);
    }

    [TestMethod]
    public void Building_twice_is_refused()
    {
        using var folder = new TestFolder();
        var builder = TestApp.Builder(folder.Path, TestApp.NewId(), typeof(HttpFunctions));
        using var host = builder.Build();
        Assert.ThrowsExactly<InvalidOperationException>(builder.Build);
    }

    private sealed class SettingsWitness(IConfiguration configuration, Probe probe) : IHostedService
    {
        private readonly string[] _seen = [configuration["AzureWebJobsStorage"]!, configuration["Archive"]!, configuration["EventHubs"]!];

        public Task StartAsync(CancellationToken cancellationToken)
        {
            foreach (var value in _seen)
            {
                probe.Saw(value);
            }

            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class OuterMiddleware(Probe probe) : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            probe.Saw("outer before " + context.FunctionDefinition.Name);
            await next(context);
            probe.Saw("outer after");
        }
    }
}
