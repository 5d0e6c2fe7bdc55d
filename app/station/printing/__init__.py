"""The print queue and its courier.

A label must never come out twice by itself: two labels of one parcel are two parcels to a carrier. So a job is marked
*sending* on the disk before the first byte leaves; whatever happens then, only a person's answer sends it again.
"""

from app.station.printing.courier import Courier
from app.station.printing.queue import JobState, Outlet, PrintJob, PrintQueue, PrintWanted

__all__ = ["Courier", "JobState", "Outlet", "PrintJob", "PrintQueue", "PrintWanted"]
