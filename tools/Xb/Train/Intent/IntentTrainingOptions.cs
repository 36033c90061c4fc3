using XbFunctions.Xb.Simulation;

namespace XbFunctions.Xb.Train.Intent;

/// <summary>Settings of one training run of the intent model.</summary>
/// <param name="World">The simulated marketplace that the clicks come from.</param>
/// <param name="Days">Days of it.</param>
/// <param name="Clicks">A clickstream file that is read instead; null for the simulation.</param>
/// <param name="RowsOfSession">Rows kept of each session at most.</param>
/// <param name="Trees">Trees at most.</param>
internal sealed record IntentTrainingOptions(SimulationOptions World, int Days, string? Clicks, int RowsOfSession, int Trees)
{
    /// <summary>Seed of the trainer and of the draw of rows.</summary>
    public int Seed => (int)(World.Seed % int.MaxValue);
}
