namespace XbFunctions.Xb.Bench;

/// <summary>Figures of <c>xb bench fraud</c>.</summary>
/// <param name="Cores">Processors of the machine.</param>
/// <param name="Runtime">The .NET runtime.</param>
/// <param name="Model">Model in use.</param>
/// <param name="Customers">Customers of the simulated marketplace.</param>
/// <param name="HotPath">Deciding payments that were read, nothing else.</param>
/// <param name="LoadMilliseconds">From the first call to its answer: the state is loaded meanwhile.</param>
/// <param name="Calls">The synchronous call, by round.</param>
internal sealed record FraudBenchReport(
    int Cores, string Runtime, string Model, int Customers, FraudHotPathFigures HotPath, double LoadMilliseconds, IReadOnlyList<FraudCallFigures> Calls);

/// <summary>Figures of deciding payments that were read.</summary>
/// <param name="Events">Payments decided.</param>
/// <param name="Threads">Threads, each with a state of its own.</param>
/// <param name="BatchSize">Payments of one run of the model.</param>
/// <param name="EventsPerSecond">Payments a second over all threads.</param>
/// <param name="ReadMicroseconds">Parsing and pseudonyms, which the rate leaves out, for one payment.</param>
/// <param name="FeaturesMicroseconds">Features, and adding the payment to the state.</param>
/// <param name="InferenceMicroseconds">The model.</param>
/// <param name="PolicyMicroseconds">Rules, thresholds and outcome.</param>
/// <param name="AllocatedBytes">Bytes allocated for one payment by features, inference and policy.</param>
/// <param name="ProcessorMicroseconds">
/// Processor time of the whole process for one payment, parsing and pseudonyms included: what is left of the figures on a machine that others use.
/// </param>
internal sealed record FraudHotPathFigures(
    long Events,
    int Threads,
    int BatchSize,
    double EventsPerSecond,
    double ReadMicroseconds,
    double FeaturesMicroseconds,
    double InferenceMicroseconds,
    double PolicyMicroseconds,
    double AllocatedBytes,
    double ProcessorMicroseconds);

/// <summary>Figures of the synchronous call at a fixed rate.</summary>
/// <param name="Name">What the calls asked for.</param>
/// <param name="Calls">Calls answered with 200.</param>
/// <param name="Refused">Calls answered otherwise.</param>
/// <param name="Rate">Calls a second asked for.</param>
/// <param name="ReachedRate">Calls a second reached.</param>
/// <param name="P50Milliseconds">Latency that half of the calls do not exceed, client included.</param>
/// <param name="P99Milliseconds">Likewise 99 %.</param>
/// <param name="P999Milliseconds">Likewise 99.9 %.</param>
/// <param name="ServerP99Milliseconds">Latency that 99 % of the answers state of themselves, from the request read to the answer written.</param>
/// <param name="StalenessP99Milliseconds">Staleness that 99 % of the answers state.</param>
/// <param name="ProcessorMicroseconds">Processor time of the whole process for one call: client, host, function and what runs beside them.</param>
internal sealed record FraudCallFigures(
    string Name,
    int Calls,
    int Refused,
    int Rate,
    double ReachedRate,
    double P50Milliseconds,
    double P99Milliseconds,
    double P999Milliseconds,
    double ServerP99Milliseconds,
    double StalenessP99Milliseconds,
    double ProcessorMicroseconds);
