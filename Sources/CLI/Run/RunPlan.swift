import Pipeline
import Segment

/// All that a run needs: what to do, and what was read and opened for it.
struct RunPlan {
  let config: StepConfig
  var settings: Settings
  /// What calls carry.
  let access: CallAccess
  /// What earlier runs wrote, to go on behind it.
  var earlier: EarlierResults?
}
