using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using XbFunctions.Capabilities.Fraud;
using XbFunctions.Inference;
using XbFunctions.State;
using XbFunctions.Xb.DeadLetters;

namespace XbFunctions.Xb.Fraud;

/// <summary>What the commands share, over one storage account.</summary>
/// <param name="account">The account.</param>
internal sealed class FraudServices(StorageAccount account)
{
    /// <summary>The models.</summary>
    public ModelRegistry Registry { get; } = new(account.Blobs.GetBlobContainerClient(ModelRegistry.ContainerName), TimeProvider.System);

    /// <summary>The policies.</summary>
    public FraudPolicyStore Policies { get; } = new(account.Blobs.GetBlobContainerClient(FraudPolicyStore.ContainerName), TimeProvider.System);

    /// <summary>The archive.</summary>
    public FraudHistoryReader History { get; } = new(account.Blobs, new ArchiveOptions());

    /// <summary>Trains and moves pointers.</summary>
    /// <param name="options">Settings.</param>
    public FraudChallengers Challengers(FraudLearningOptions options) =>
        new(Registry, options, TimeProvider.System, NullLogger<FraudChallengers>.Instance);

    /// <summary>A run of learning.</summary>
    /// <param name="options">Settings.</param>
    public FraudLearning Learning(FraudLearningOptions options)
    {
        var meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();
        return new FraudLearning(
            History,
            Challengers(options),
            new LearningReports(account.Blobs),
            options,
            new FraudLearningInstruments(meters),
            NullLogger<FraudLearning>.Instance);
    }
}
