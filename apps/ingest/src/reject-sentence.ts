import type { RejectReason } from '#domain';

/** What each reason means and what to do about it: for the answer and the log. */
export const REJECT_SENTENCES: Record<RejectReason, string> = {
  unreadable:
    'The message could not be read as a fix; it is kept as received: check the format the device sends.',
  time_missing: 'The fix has no readable time with a zone: let the device send the time of the fix.',
  time_in_future: 'The fix lies in the future: set the clock of the device.',
  time_too_old: 'The fix is over 30 days old: set the clock of the device.',
  local_time_as_utc: 'The fix is 9 hours ahead, local time sent as UTC: set the time zone of the device.',
  position_missing: 'The fix has no latitude or longitude: wait for reception, or check the format.',
  position_not_a_number: 'The latitude or longitude is not a number: check the format that the device sends.',
  position_zero: 'The position is 0/0, the device had no reception: see that its antenna is free.',
  position_out_of_range: 'The latitude is beyond ±90° or the longitude beyond ±180°: check their order.',
  speed_out_of_range: 'The speed is over 252 km/h: check the unit of speed that the device sends.',
  no_vehicle: 'The device was on no vehicle at the time of the fix: load its assignment.',
};
