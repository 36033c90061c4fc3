using XbFunctions.Xb.Simulation;

namespace XbFunctions.Xb.Train;

/// <summary>Settings of one training run of the fraud model.</summary>
/// <param name="World">The simulated marketplace that the payments come from.</param>
/// <param name="Days">Days of payments that become rows, from the marketplace's start.</param>
/// <param name="LabelDays">Days simulated after them; only labels are taken from these, so that the last payments have theirs too.</param>
/// <param name="Trees">Trees at most.</param>
internal sealed record FraudTrainingOptions(SimulationOptions World, int Days, int LabelDays, int Trees)
{
    /// <summary>Partitions of the hub <c>payments</c> that training imitates: the default of the local platform.</summary>
    public const int Partitions = 4;

    /// <summary>End of the payments that become rows.</summary>
    public DateTimeOffset LastRow => World.Start.AddDays(Days);

    /// <summary>End of the simulation.</summary>
    public DateTimeOffset LastLabel => LastRow.AddDays(LabelDays);
}
