using System.CommandLine;
using XbFunctions.Xb.Bench.Behaviour;
using XbFunctions.Xb.Privacy;

namespace XbFunctions.Xb.Bench;

/// <summary><c>xb bench</c>: how fast the parts are on this machine.</summary>
internal static class BenchCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create() => new(
        "bench",
        """
        Measure a part of the platform on this machine.

        Examples:
          xb bench hub
          xb bench hub --seconds 2 --batch 100 --json
          xb bench host
          xb bench state
          xb bench pipeline
          xb bench fraud
          xb bench forecast --series 200
          xb bench recommend
          xb bench translate
          xb bench behaviour
          xb bench erasure
        """)
    {
        HubBenchCommand.Create(),
        HubBenchServer.CreateCommand(),
        BenchHostCommand.Create(),
        BenchStateCommand.Create(),
        PipelineBenchCommand.Create(),
        FraudBenchCommand.Create(),
        ForecastBenchCommand.Create(),
        RecommendBenchCommand.Create(),
        TranslateBenchCommand.Create(),
        BehaviourBenchCommand.Create(),
        ErasureBenchCommand.Create(),
    };
}
