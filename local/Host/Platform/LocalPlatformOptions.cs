using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace XbFunctions.Host;

/// <summary>Settings of the local platform: where it keeps data, which ports it opens, what it starts.</summary>
public sealed class LocalPlatformOptions
{
    /// <summary>Configuration section the options are bound from.</summary>
    public const string Section = "XbHost";

    /// <summary>Folder of the hub's logs and Azurite's files; created when missing.</summary>
    /// <value>Default <c>.xb/data</c> under the repository root, else under the current directory.</value>
    public string? DataDirectory { get; set; }

    /// <summary>Port of the HTTP functions on 127.0.0.1; 0 takes a free one.</summary>
    /// <value>Default 7071, the port of the Functions Core Tools.</value>
    [Range(0, 65535)]
    public int HttpPort { get; set; } = 7071;

    /// <summary>Port of the embedded Event Hub's AMQP listener on 127.0.0.1; 0 takes a free one.</summary>
    /// <value>Default 5672, the AMQP port that SDKs assume for an emulator.</value>
    [Range(0, 65535)]
    public int AmqpPort { get; set; } = 5672;

    /// <summary>Whether to start Azurite.</summary>
    /// <value>Default <see langword="null"/>: when <c>AzureWebJobsStorage</c> is <c>UseDevelopmentStorage=true</c>.</value>
    public bool? StartAzurite { get; set; }

    /// <summary>Whether to open the embedded Event Hub.</summary>
    /// <value>Default <see langword="null"/>: when a connection string of the app says <c>UseDevelopmentEmulator=true</c>.</value>
    public bool? StartEventHub { get; set; }

    /// <summary>Partitions of a hub that the embedded Event Hub creates; existing hubs keep theirs.</summary>
    /// <value>In [1, 32]; default 4: more than the cores of a small laptop, so that partitions do run in parallel.</value>
    [Range(1, 32)]
    public int PartitionsPerHub { get; set; } = 4;

    /// <summary>Hubs to open besides those that triggers and outputs name.</summary>
    public IList<string> Hubs { get; } = [];

    /// <summary>Names of the functions to run; empty runs all.</summary>
    public IList<string> Functions { get; } = [];

    /// <summary>Assemblies searched for functions; empty means the entry assembly and what it references.</summary>
    public IList<Assembly> FunctionAssemblies { get; } = [];

    /// <summary>Classes searched for functions instead of whole assemblies; empty means <see cref="FunctionAssemblies"/>.</summary>
    public IList<Type> FunctionTypes { get; } = [];

    /// <summary>Whether each function group runs in a process of its own, as on Flex Consumption; the switch <c>--isolate</c> sets it.</summary>
    /// <value>Default <see langword="false"/>: one process starts faster and is easier to debug.</value>
    public bool Isolate { get; set; }

    /// <summary>Program and arguments that start the process of a function group when <see cref="Isolate"/> is set.</summary>
    /// <value>Empty means this program with its own arguments.</value>
    public IList<string> ProcessCommand { get; } = [];

    /// <summary>By how much the app's clock is wrong, to see what becomes of a stream when it is.</summary>
    /// <value>Default zero. Access tokens live for an hour, so half an hour either way is the most that is useful.</value>
    [Range(typeof(TimeSpan), "-00:30:00", "00:30:00")]
    public TimeSpan ClockSkew { get; set; }

    /// <summary>Largest HTTP request body in bytes.</summary>
    /// <value>Default 30,000,000, Kestrel's own; the service allows more.</value>
    [Range(1, 210_000_000)]
    public long MaxRequestBodyBytes { get; set; } = 30_000_000;

    /// <summary>How long a stopping host lets running invocations go on before it cancels them.</summary>
    /// <value>Default 1.5 s, so that everything ends within the 5 s that a terminal user waits.</value>
    public TimeSpan ShutdownGrace { get; set; } = TimeSpan.FromSeconds(1.5);

    /// <summary>The folder that <see cref="DataDirectory"/> means.</summary>
    /// <returns>A full path; the folder need not exist.</returns>
    public string FindDataDirectory() =>
        Path.GetFullPath(DataDirectory ?? Path.Combine(RepositoryRoot.Find() ?? Directory.GetCurrentDirectory(), ".xb", "data"));
}
