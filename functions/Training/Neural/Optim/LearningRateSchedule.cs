namespace XbFunctions.Training.Neural;

/// <summary>How the learning rate goes over a run: up in a line, then level, or down along a half cosine.</summary>
/// <param name="Peak">Highest rate, above 0.</param>
/// <param name="WarmUpSteps">Steps of the way up, 0 or more.</param>
/// <param name="DecaySteps">Step at which the floor is reached; 0 keeps the rate level.</param>
/// <param name="Floor">Share of the peak at the end of the decay, in [0, 1].</param>
public sealed record LearningRateSchedule(double Peak, long WarmUpSteps = 0, long DecaySteps = 0, double Floor = 0.1)
{
    /// <summary>The rate of a step.</summary>
    /// <param name="step">Steps done before, from 0.</param>
    public double RateAt(long step)
    {
        if (step < WarmUpSteps)
        {
            return Peak * (step + 1) / WarmUpSteps;
        }

        if (DecaySteps <= WarmUpSteps)
        {
            return Peak;
        }

        var done = Math.Min(1, (step - WarmUpSteps) / (double)(DecaySteps - WarmUpSteps));
        return Peak * (Floor + ((1 - Floor) * 0.5 * (1 + Math.Cos(Math.PI * done))));
    }
}
