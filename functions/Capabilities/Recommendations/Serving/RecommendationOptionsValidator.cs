using Microsoft.Extensions.Options;

namespace XbFunctions.Capabilities.Recommendations.Serving;

/// <summary>Refuses bad recommendation settings at start-up; the message names the setting.</summary>
[OptionsValidator]
public sealed partial class RecommendationOptionsValidator : IValidateOptions<RecommendationOptions>;
